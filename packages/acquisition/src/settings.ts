/** Where data are looked for, and who hears of the progress. */
export interface DataSettings {
  /** The user's folder of data sets, one subfolder each. Fetched files are kept there. */
  dataFolder: string;
  /** Nothing is fetched over the network. */
  offline: boolean;
  log(message: string): void;
  /** Reports something that the user should look into. */
  warn(message: string): void;
  /** Bytes fetched so far, and in all as far as that is known. */
  progress?(done: number, total: number): void;
  /** Aborts a download. */
  signal?: AbortSignal;
}
