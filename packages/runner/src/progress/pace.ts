/** Current speed of progress. */
export interface Pace {
  /** Records how much is done at a time (milliseconds). */
  add(done: number, now: number): void;
  /** Progress per second over the last minute, or since the last record before it; undefined while too little is known. */
  rate(): number | undefined;
}

const WINDOW = 60_000;
/** Shortest time between two samples. More frequent records change the last sample, so that a minute takes few. */
const APART = 1000;

export function createPace(): Pace {
  let samples: { done: number; time: number }[] = [];

  function add(done: number, time: number): void {
    const last = samples.at(-1);
    // A node that failed is no longer counted as done.
    if (last && done < last.done) samples = [];
    if (samples.length > 1 && time - samples.at(-2)!.time < APART) samples.pop();
    samples.push({ done, time });
    while (samples.length > 2 && samples[1]!.time <= time - WINDOW) samples.shift();
  }

  function rate(): number | undefined {
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last || last.done <= first.done) return undefined;
    return (last.done - first.done) / Math.max(0.001, (last.time - first.time) / 1000);
  }

  return { add, rate };
}
