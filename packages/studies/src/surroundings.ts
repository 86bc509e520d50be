import type { Store } from '@fcdd/artifacts';
import type { ReadingContext } from './reading-context.ts';

/** The store and folders that a question about an experiment is answered from. */
export interface Surroundings {
  store: Store;
  /** Folders from which stage packages are looked up. */
  stageFolders: string[];
  reading: ReadingContext;
  /** Changes of the experiment, as `path=value`. */
  overrides: string[];
}
