import type { ImageShape } from '@fcdd/images/shape';
import type { Preparation, PreprocessingName } from '@fcdd/preprocessing/preparation';
import type { InitAdvice } from './init-advice.ts';

/** Facts of a collection as a data set, which experiments can be about. */
export interface DataSetEntry {
  /** Name of the publication, a comma, and what images show. */
  title: string;
  /** A label is an index into them; null: the folders of the user's path. */
  classes: string[] | null;
  /** Null: images are read from files in the shape that the net takes. */
  shape: ImageShape | null;
  /** Images that a class is tested against; null: seen from the folders. */
  anomalies: 'other classes' | 'own' | null;
  /** Whether anomalous images come with ground-truth maps; undefined for a user's folder, where it is seen from there. */
  hasMaps?: boolean;
  /** How often each training image is used in an epoch. */
  repetitions: number;
  preparation: Preparation;
  /** Preparation of images that are cut to the net's proportions, where an experiment chooses between both. */
  cropped?: Preparation;
  /** Names of the preprocessings that the preparation has. */
  preprocessings: PreprocessingName[];
  /** The authors' own, for experiments that name none. */
  usualPreprocessing: PreprocessingName;
  /** Names of outlier classes that are left out unless an experiment names others, by outlier source. */
  excluded?: Record<string, string[]>;
  /** Names of the classes in a copy that may have some of them; undefined where its folders do not tell. */
  classesIn?: (path: string) => string[] | undefined;
  /** Settings that `fcdd init` proposes. */
  advice: InitAdvice;
}
