/** Folders that an experiment's file is read with, and a listener for what takes long. */
export interface ReadingContext {
  /** Folder in which data sets lie, or will. */
  dataFolder: string;
  /** Folders with pipelines; of two with one name the first counts. */
  pipelineFolders: readonly string[];
  /** Folders with stages; of two with one name the first counts. */
  stageFolders: readonly string[];
  /** Called before so many bytes are read that a user wonders what takes so long. */
  onLongRead?(path: string, bytes: number): void;
}
