import type { ImageShape } from '@fcdd/images';
import type { DataSettings } from '@fcdd/acquisition';

/** Images that are known by number and read only when they are picked. */
export interface OutlierPool {
  count: number;
  /** Whether they come with ground-truth maps. */
  hasMaps?: boolean;
  /** The group of each image, where a limit counts for each group on its own (kinds of defects). */
  groups?: Int32Array;
  /** The class index of each image, where a training takes those of its nominal class alone. */
  classes?: Int32Array;
  /**
   * Reads images in this order, or in the order of an archive. Fewer come where some are broken and nothing can be taken in
   * their place.
   * @param indices ascending
   */
  pick(indices: Uint32Array): AsyncIterable<OutlierImage>;
}

export interface OutlierImage {
  /** Values in the shape that was asked for; channels interleaved. The reader may use the array again. */
  pixels: Uint8Array;
  /** height * width values: 1 for each anomalous pixel, else 0. */
  map?: Uint8Array;
}

export interface OutlierPoolRequest extends DataSettings {
  /** Shape that images are read in: the one that training images are stored in. */
  shape: ImageShape;
  /** The user's own copy, a file or folder, which is taken as it is instead of the official one. */
  path?: string;
  /** Names of classes whose images are left out. */
  exclude: string[];
}

export type OutlierPoolOpener = (request: OutlierPoolRequest) => Promise<OutlierPool>;
