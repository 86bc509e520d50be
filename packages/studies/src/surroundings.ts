import type { Store } from '@fcdd/artifacts';
import type { ReadingContext } from './reading-context.ts';

/** Store, folders and overrides with which an experiment is looked at. */
export interface Surroundings {
  store: Store;
  /** Folders from which stage packages are looked up. */
  stageFolders: string[];
  reading: ReadingContext;
  /** Changes of the experiment, as `path=value`. */
  overrides: string[];
}
