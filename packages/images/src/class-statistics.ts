/** Statistics of the training images of one class, for preprocessing. */
export interface ClassStatistics {
  /** Mean of each channel, of values scaled to 0..1. */
  mean: number[];
  /** Standard deviation of each channel, of values scaled to 0..1. */
  standardDeviation: number[];
  /** Smallest and largest value after local contrast normalization (l1), over all channels. */
  contrast: ContrastRange;
  /** Smallest and largest value of each channel, where there are several. */
  channelContrasts?: ContrastRange[];
}

export interface ContrastRange {
  smallest: number;
  largest: number;
}
