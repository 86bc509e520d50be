import type { ImageStack } from './stack.ts';

/** Images with one integer label each: the index of a class, or 0 for nominal and 1 for anomalous. */
export interface LabelledImages {
  images: ImageStack;
  /** One label per image. */
  labels: Int32Array;
  /** Ground truth if it is known, [images, height, width]: 1 for each anomalous pixel, else 0. */
  maps?: Uint8Array;
}
