import { formatBytes, formatWholeSeconds } from '../format.ts';
import { bar } from './group-line.ts';

/** Progress of something that is counted in bytes, and when it began. */
export interface Pace {
  /** Bytes present at the beginning, `startedAt` (milliseconds). */
  first: number;
  startedAt: number;
  done: number;
  total: number;
}

/** Continues a pace, or begins a new one if something else is counted, such as the next file. */
export function nextPace(pace: Pace | undefined, done: number, total: number, now: number): Pace {
  if (pace && done >= pace.done && total === pace.total) return { ...pace, done };
  return { first: done, startedAt: now, done, total };
}

/** Formats a pace with a bar, such as `cifar10    ████████░░░░░░░░ 85.0 MB/170.1 MB  5.2 MB/s, 17 s left`. */
export function formatPaceBar(name: string, pace: Pace, now: number): string {
  const { done, total } = pace;
  const counts = `${name.padEnd(10)} ${bar(done / total)} ${formatBytes(done)}/${formatBytes(total)}`;
  return [counts, ...speedOf(pace, now)].join('  ');
}

/** Formats a pace, such as `cifar10: 50 % of 170.1 MB, 5.2 MB/s, 17 s left`. */
export function formatPace(name: string, pace: Pace, now: number): string {
  const { done, total } = pace;
  const counts = `${name}: ${Math.floor((100 * done) / total)} % of ${formatBytes(total)}`;
  return [counts, ...speedOf(pace, now)].join(', ');
}

/** Formats the speed; empty while too little is known. */
function speedOf({ first, startedAt, done, total }: Pace, now: number): [] | [string] {
  const rate = (done - first) / ((now - startedAt) / 1000);
  if (!(rate > 0) || !Number.isFinite(rate)) return [];
  return [`${formatBytes(Math.round(rate))}/s, ${formatWholeSeconds(Math.ceil((total - done) / rate))} left`];
}
