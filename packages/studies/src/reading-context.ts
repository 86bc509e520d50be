/** Folders that are read beside an experiment's file, and a listener for long reads. */
export interface ReadingContext {
  /** Folder of data sets; it may not exist yet. */
  dataFolder: string;
  /** Folders of pipelines. Of two pipelines with one name the first counts. */
  pipelineFolders: readonly string[];
  /** Called before a read of so many bytes that a user may wonder what takes so long. */
  onLongRead?(path: string, bytes: number): void;
}
