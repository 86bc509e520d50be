import type { GroundTruthMap, ImageShape } from '@fcdd/images';
import type { ImageFit } from '@fcdd/preprocessing/preparation';
import type { DataSettings } from '@fcdd/acquisition';

/** A data set that was found. Nothing but its outline is in memory. */
export interface OpenedDataSet {
  /** A label is an index into them. */
  classes: string[];
  /** Shape that the net takes. Test images are stored in it. */
  shape: ImageShape;
  /** Shape of stored training images: larger than `shape` where crops are cut out of them. */
  storedShape: ImageShape;
  /** How images of other proportions got the shape, where the data set leaves that open. */
  fit?: ImageFit;
  /**
   * Anomalies that a class is tested against: the images of the other classes, or its own anomalous images.
   */
  anomalies: 'other classes' | 'own';
  /** Whether items come with ground-truth maps: all of a split do, or none. */
  hasMaps: Record<Split, boolean>;
  /** How many images there will be, as far as that is known beforehand: progress is shown by it. */
  expectedCount?: number;
  /** Reads every image of both splits once, in an order that is the same each time. */
  read(): AsyncIterable<DataSetItem>;
  /** The publisher or the user's folder, and the SHA-256 of files by name, as far as they are known. */
  origin: { source: string; digests: Record<string, string> };
}

export type Split = 'train' | 'test';

export interface DataSetItem {
  split: Split;
  /** Of `storedShape` in training, of `shape` in testing; channels interleaved. The reader may use the array again. */
  pixels: Uint8Array;
  /** Class index. */
  label: number;
  /** Only where classes have anomalies of their own. */
  anomalous?: boolean;
  /** Where the split has maps: in its own size, zero everywhere for a nominal image. */
  map?: GroundTruthMap;
  /** Name of its file in the user's folder, for messages. */
  name?: string;
}

export interface DataSetRequest extends DataSettings {
  /** Shape that the net takes. */
  shape: ImageShape;
  /** The user's own copy, a file or folder, which is taken as it is instead of the official one. */
  path?: string;
  /** How images of other proportions get the shape, where the data set leaves that open. */
  fit?: ImageFit;
}

/**
 * Finds a data set, fetching it where that is possible.
 * @throws DataError where it is nowhere, or not what it should be, with what to do
 */
export type DataSetOpener = (request: DataSetRequest) => Promise<OpenedDataSet>;
