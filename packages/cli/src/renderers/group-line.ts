import type { GroupStatus, StageGroup } from '@fcdd/runner';
import { formatNumber, formatWholeSeconds } from '../format.ts';

const BAR = 16;
const NAME = 10;
/** Width that the terminal's list puts before each line. */
const MARGIN = 4;

/**
 * Formats a group as one line of what fits in the width of the terminal, such as
 * `train      ████████░░░░░░░░ 12/20 (3 cached)  2.1/min, 4 min 10 s left  loss 0.28 to 0.31`.
 * @param metrics metrics of its nodes
 */
export function formatGroup(
  group: GroupStatus,
  width: number,
  metrics: Record<string, number>[] = [],
): string {
  const { stage, done, total, rate, left } = group;
  const parts = [`${stage.padEnd(NAME)} ${bar(done / total)} ${counts(group)}`, ...queueOf(group)];
  if (rate !== undefined && left !== undefined)
    parts.push(`${formatRate(rate)}, ${formatWholeSeconds(Math.ceil(left))} left`);
  const ranges = formatRanges(metrics);
  if (ranges) parts.push(ranges);
  const room = Math.max(20, width - MARGIN);
  while (parts.length > 1 && parts.join('  ').length > room) parts.pop();
  return parts.join('  ').slice(0, room);
}

/** Returns the metrics of the running nodes, or of the finished ones once none is running. */
export function metricsOf({ running, results }: StageGroup): Record<string, number>[] {
  return running.size > 0 ? [...running.values()].map(({ metrics }) => metrics) : results;
}

/** Formats ranges, such as `loss 0.28 to 0.31`. */
function formatRanges(metrics: Record<string, number>[]): string {
  const names = [...new Set(metrics.flatMap(Object.keys))];
  return names
    .map((name) => {
      const values = metrics.flatMap((all) => all[name] ?? []);
      const [low, high] = [formatNumber(Math.min(...values)), formatNumber(Math.max(...values))];
      return `${name} ${low === high ? low : `${low} to ${high}`}`;
    })
    .join(', ');
}

/** Draws a bar that is full to this fraction. */
export function bar(fraction: number): string {
  const full = Math.round(BAR * fraction);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}

function counts({ cached, ran, total, failed, skipped }: GroupStatus): string {
  const notes = Object.entries({ cached, failed, skipped }).filter(([, count]) => count > 0);
  const details = notes.map(([name, count]) => `${count} ${name}`).join(', ');
  return `${cached + ran}/${total}${details && ` (${details})`}`;
}

/** Formats the jobs that wait in the queue of a cluster, and why, such as `3 queued (Resources)`. */
function queueOf({ queued }: GroupStatus): [] | [string] {
  const counts = Object.values(queued);
  if (counts.length === 0) return [];
  const reasons = Object.keys(queued).filter(Boolean).join(', ');
  return [`${counts.reduce((sum, count) => sum + count, 0)} queued${reasons && ` (${reasons})`}`];
}

/**
 * Formats a rate, such as `2.1/min` or `2.1 steps/s`.
 * @param unit name of the counted things
 */
export function formatRate(perSecond: number, unit = ''): string {
  const [rate, period] = [
    [perSecond, 's'],
    [perSecond * 60, 'min'],
    [perSecond * 3600, 'h'],
  ].find(([value]) => (value as number) >= 1) ?? [perSecond * 3600, 'h'];
  return `${(rate as number).toFixed(1)}${unit && ` ${unit}`}/${period}`;
}
