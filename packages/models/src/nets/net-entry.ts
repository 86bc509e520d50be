import type { Layer } from '../layers.ts';

/** All that is known of a net before it is made. */
export interface NetEntry {
  title: string;
  /** `fcdd`: gives a map of one channel; `hypersphere`: a vector; `autoencoder`: an image. */
  kind: 'fcdd' | 'hypersphere' | 'autoencoder';
  /** Height, width and channels of the images that it takes. */
  inputShape: [height: number, width: number, channels: number];
  layers: Layer[];
  /** Objectives that it can be trained with. */
  objectives: string[];
  /** The nets that it is compared with, by their objectives. */
  baselines?: { hsc: string; ae: string };
  /** Where its weights come from before training. */
  pretrained?: {
    source: 'vgg11_bn';
    /** What parameter names of the source follow in those of the net. */
    prefix: string;
  };
  /** Names of layers that are not trained; their batch norms use batch statistics nevertheless. */
  frozen?: string[];
  /** Whether it cannot go without biases. */
  needsBias?: boolean;
}

export const fcddNet: Pick<NetEntry, 'kind' | 'objectives'> = { kind: 'fcdd', objectives: ['fcdd'] };
export const hypersphereNet: Pick<NetEntry, 'kind' | 'objectives'> = {
  kind: 'hypersphere',
  objectives: ['hsc'],
};
export const autoencoder: Pick<NetEntry, 'kind' | 'objectives'> = { kind: 'autoencoder', objectives: ['ae'] };
