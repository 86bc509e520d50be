import type { Alternatives } from '@fcdd/acquisition';
import type { DataSetEntry } from './data-set-entry.ts';
import type { IdxDataSet } from './idx/idx-data-set.ts';
import type { OutlierSourceEntry } from './outlier-source-entry.ts';

/**
 * A collection of images under one name. It serves as a data set, as a source of outliers, or as both. Its folder has
 * the same name, and reads it: `open.ts` as a data set, `outliers.ts` as a source of outliers. These are loaded only
 * when images are read, so that a change of how they are read does not count as a change of every training.
 */
export interface Collection {
  /** Lower-case letters, digits and underscores. */
  name: string;
  dataSet?: Omit<DataSetEntry, 'preprocessings'>;
  outliers?: OutlierSourceEntry;
  /** Undefined where the images are the user's own, or belong to another collection. */
  download?: Download;
  /** Places in the data folder where a copy counts by its contents, as if the user had named it. */
  copies?: CopyPlace[];
  /** It has millions of files, which nobody changes one by one: a copy counts by its folders. */
  isHuge?: boolean;
}

/** Where a collection comes from. */
export interface Download {
  /** Set where it comes as IDX files. */
  idx?: IdxDataSet;
  /** Published files that it consists of, each with files that can stand for it. */
  files?: Alternatives[];
  /** Names of single files that are taken on trust before published ones. */
  trusted?: string[];
  /** Explains which files to get, where to get them and where to put them, if they are not known in advance. */
  byHand?: (folder: string) => string;
}

/** A place that holds a user's copy if `holds` is in it. */
export interface CopyPlace {
  /** Relative to the data folder. */
  path: string;
  holds: string;
}
