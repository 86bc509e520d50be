import type { LongRead } from '@fcdd/acquisition/digests';

/** Folders that are read beside an experiment's file, and a listener for long reads. */
export interface ReadingContext {
  /** Folder of data sets; it may not exist yet. */
  dataFolder: string;
  /** Folders of pipelines. Of two pipelines with one name the first counts. */
  pipelineFolders: readonly string[];
  /** Folders with stages; of two with one name the first counts. */
  stageFolders: readonly string[];
  /** Called before so many bytes are read that a user wonders what takes so long. */
  onLongRead?: LongRead;
  /** Called with what the user should know of an experiment's files, such as that one is of an earlier version. */
  onNote?(note: string): void;
}
