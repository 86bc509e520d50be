import { type Pace, formatPace, formatPaceBar, nextPace } from './pace-line.ts';

/** Shows the progress of fetching or reading data. */
export interface DataRenderer {
  /** Prints a detail. */
  log(message: string): void;
  warn(message: string): void;
  /** Shows the bytes so far, of the total. */
  progress(done: number, total: number): void;
  /** Shows the number of images so far. */
  onRead(count: number): void;
  /** Prints a line of the result. */
  tell(line: string): void;
  end(): void;
}

/** Milliseconds between lines in a file, and between changes of the line on a terminal. */
const interval = { file: 10_000, terminal: 100 };

/** Redraws one line on a terminal, and prints a line now and then elsewhere. */
export function createDataRenderer(name: string, { json }: { json: boolean }): DataRenderer {
  const { isTTY } = process.stderr;
  let shownAt = isTTY ? 0 : Date.now();
  let pace: Pace | undefined;

  const clear = (): void => void (isTTY && process.stderr.write('\r\u001b[K'));
  const print = (line: string): void => {
    clear();
    console.error(line);
  };
  const draw = (line: () => string): void => {
    if (json || Date.now() - shownAt < (isTTY ? interval.terminal : interval.file)) return;
    shownAt = Date.now();
    if (isTTY) process.stderr.write(`\r\u001b[K${line().slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else console.error(line());
  };

  return {
    log: (message) => !json && print(message),
    warn: print,
    progress: (done, total) => {
      pace = nextPace(pace, done, total, Date.now());
      const line = isTTY ? formatPaceBar : formatPace;
      draw(() => line(name, pace!, Date.now()));
    },
    onRead: (count) => draw(() => `${name}: ${count} images read`),
    tell: (line) => {
      clear();
      console.log(line);
    },
    end: clear,
  };
}
