import type { RunningStatus } from '@fcdd/runner';
import { formatMetrics, formatWholeSeconds } from '../format.ts';
import { bar, formatRate } from './group-line.ts';

/**
 * Formats a running node as one line of what fits, such as
 * `train class=3 seed=0  ██████░░░░░░░░░░ 38 %  loss 0.2832  2.1 steps/s, 4 min 3 s left`.
 */
export function formatNode(
  { id, done, total, unit, metrics, rate, left }: RunningStatus,
  width: number,
  nameWidth = 0,
): string {
  const fraction = total > 0 ? done / total : 0;
  const parts = [`${id.padEnd(nameWidth)}  ${bar(fraction)} ${Math.floor(100 * fraction)} %`];
  const told = formatMetrics(metrics);
  if (told) parts.push(told);
  if (rate !== undefined && left !== undefined)
    parts.push(`${formatRate(rate, unit)}, ${formatWholeSeconds(Math.ceil(left))} left`);
  while (parts.length > 1 && parts.join('  ').length > width) parts.pop();
  return parts.join('  ').slice(0, width);
}

/** Returns lines for the first running nodes with metrics, such as trainings, and the number of the others. */
export function formatNodes(running: RunningStatus[], width: number, most: number): string[] {
  const telling = running.filter(({ metrics }) => Object.keys(metrics).length > 0);
  const shown = telling.slice(0, most);
  const nameWidth = Math.max(0, ...shown.map(({ id }) => id.length));
  const lines = shown.map((node) => formatNode(node, width, nameWidth));
  const rest = telling.length - shown.length;
  return rest > 0 ? [...lines, `${rest} more`] : lines;
}
