import type { ClassStatistics } from '@fcdd/images';
import type { Preparation, PreprocessingName } from './preparation.ts';

/** Numbers by which bytes become what a net takes; every program that applies them gives a net the same. */
export type Normalization = Standardization | ContrastNormalization;

/** Values in 0..1, less the mean of their channel, divided by its standard deviation. */
export interface Standardization {
  type: 'standardization';
  mean: number[];
  /** Never zero. */
  standardDeviation: number[];
}

/**
 * Local contrast normalization: an image's values less their mean, divided by their mean absolute deviation. Then the
 * `smallest` of a channel becomes 0 and its `largest` 1. A plain image, which has no deviation, is not divided.
 */
export interface ContrastNormalization {
  type: 'localContrast';
  /** One of each channel. */
  smallest: number[];
  /** Never equal to the smallest. */
  largest: number[];
}

/**
 * The normalization that belongs to a preprocessing.
 * @param statistics statistics of the nominal class
 */
export function normalizationFrom(
  { contrastRange, standardization: constants }: Pick<Preparation, 'contrastRange' | 'standardization'>,
  preprocessing: PreprocessingName,
  statistics: ClassStatistics,
): Normalization {
  switch (preprocessing) {
    case 'lcn':
    case 'lcnaug1':
      return contrastNormalization(statistics, contrastRange);
    default:
      return standardization(constants ?? statistics);
  }
}

function standardization({
  mean,
  standardDeviation,
}: Pick<ClassStatistics, 'mean' | 'standardDeviation'>): Standardization {
  return {
    type: 'standardization',
    mean,
    standardDeviation: standardDeviation.map((deviation) =>
      deviation === 0 ? 1 : Math.max(deviation, roundingDeviation),
    ),
  };
}

/**
 * Deviation that rounding to bytes alone gives to values in 0..1. Divided by less, a channel that is nearly constant
 * would outweigh all others: one grey level would count as much as the whole range elsewhere.
 */
const roundingDeviation = 1 / (255 * Math.sqrt(12));

function contrastNormalization(
  { mean, contrast, channelContrasts }: ClassStatistics,
  range: 'image' | 'channel',
): ContrastNormalization {
  const ranges = (range === 'channel' && channelContrasts) || mean.map(() => contrast);
  return {
    type: 'localContrast',
    smallest: ranges.map(({ smallest }) => smallest),
    // A class of plain images has no range.
    largest: ranges.map(({ smallest, largest }) => (largest === smallest ? smallest + 1 : largest)),
  };
}
