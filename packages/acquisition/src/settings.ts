/** Where data are looked for, and who is told how it goes. */
export interface DataSettings {
  /** The user's folder of data sets, one subfolder each. What is fetched is kept there. */
  dataFolder: string;
  /** Nothing is fetched over the network. */
  offline: boolean;
  log(message: string): void;
  /** Tells of something that the user should look into. */
  warn(message: string): void;
  /** Bytes fetched so far, and in all as far as that is known. */
  progress?(done: number, total: number): void;
  /** Aborts what is being fetched. */
  signal?: AbortSignal;
}
