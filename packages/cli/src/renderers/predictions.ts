import type { Prediction } from '@fcdd/predict';
import { formatWholeSeconds } from '../format.ts';

/** Shows the progress of scoring images. */
export interface PredictionRenderer {
  start(total: number): void;
  show(predictions: readonly Prediction[]): void;
  interrupted(): void;
  end(): void;
}

/** Most skipped files that are named; the tables name all. */
const mostNamed = 10;

/** Milliseconds between lines in a file, and between changes of the line on a terminal. */
const interval = { file: 10_000, terminal: 100 };

export function createPredictionRenderer({ json }: { json: boolean }): PredictionRenderer {
  return json ? createJsonRenderer() : createTextRenderer();
}

function createJsonRenderer(): PredictionRenderer {
  return {
    start: (total) => console.log(JSON.stringify({ type: 'started', images: total })),
    show: (predictions) => {
      for (const prediction of predictions)
        console.log(JSON.stringify({ type: 'prediction', ...prediction }));
    },
    interrupted: () => {},
    end: () => {},
  };
}

/** Redraws one line on a terminal, and prints a line now and then elsewhere. */
function createTextRenderer(): PredictionRenderer {
  const { isTTY } = process.stderr;
  const startedAt = Date.now();
  let total = 0;
  let done = 0;
  let skipped = 0;
  let shownAt = startedAt;

  const clear = (): void => void (isTTY && process.stderr.write('\r\u001b[K'));
  const draw = (): void => {
    const line = progressLine(done, total, (Date.now() - startedAt) / 1000);
    if (isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else console.error(line);
  };
  const tell = (line: string): void => {
    clear();
    console.error(line);
  };

  return {
    start: (count) => {
      total = count;
      if (isTTY) draw();
    },
    show: (predictions) => {
      for (const { path, problem } of predictions) {
        if (problem === null) continue;
        skipped++;
        if (skipped <= mostNamed) tell(`Skipped ${JSON.stringify(path)}: ${problem}`);
        if (skipped === mostNamed) tell('Only the tables name further skipped files.');
      }
      done += predictions.length;
      if (Date.now() - shownAt < (isTTY ? interval.terminal : interval.file)) return;
      shownAt = Date.now();
      draw();
    },
    interrupted: () => tell('Stopping after these images. Interrupt again to stop at once.'),
    end: clear,
  };
}

/** Formats progress, such as `120/1000 images, 52.1/s, 17 s left`. */
function progressLine(done: number, total: number, seconds: number): string {
  const rate = done / seconds;
  const speed =
    done > 0 ? `, ${rate.toFixed(1)}/s, ${formatWholeSeconds(Math.ceil((total - done) / rate))} left` : '';
  return `${done}/${total} images${speed}`;
}
