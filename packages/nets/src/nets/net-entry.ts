import type { Graph } from '../graph.ts';

/** The facts of a net, before it is created. */
export interface NetEntry {
  title: string;
  /**
   * The result for an image: a map of one channel, a vector, an image of the same shape, or the features of several stages,
   * which have names.
   */
  output: 'map' | 'vector' | 'image' | 'features';
  /** Height, width and channels of the images that it takes. */
  inputShape: [height: number, width: number, channels: number];
  graph: Graph;
  /** The nets of other outputs that match it: they take the same images and start from the same weights. */
  counterparts?: Partial<Record<NetEntry['output'], string>>;
  /**
   * The net whose receptive field is the width of the Gaussian that blurs its anomaly maps, if not its own. It is the fully
   * convolutional net that the original implementation compares with it.
   */
  smoothedLike?: string;
  /** The source of its weights before training. */
  pretrained?: {
    source: 'vgg11_bn';
    /** In the net, each name of the source comes after this prefix. */
    prefix: string;
  };
  /** Names of layers that are not trained; their batch norms use batch statistics nevertheless. */
  frozen?: string[];
  /** Whether it needs biases. */
  needsBias?: boolean;
}
