import { type StageGroup, doneNodes, isOver, speedOfGroup } from '@fcdd/runner';
import { formatNumber, formatWholeSeconds } from '../format.ts';

const BAR = 16;
const NAME = 10;
/** What the terminal's list puts before each line. */
const MARGIN = 4;

/**
 * One line of text for a group, of what fits in the width of the terminal, such as
 * `train      ████████░░░░░░░░ 12/20 (3 cached)  2.1/min, 4 min 10 s left  loss 0.28 to 0.31`.
 */
export function formatGroup(group: StageGroup, width: number): string {
  const parts = [`${group.stage.padEnd(NAME)} ${bar(doneNodes(group) / group.total)} ${counts(group)}`];
  const speed = speedOfGroup(group);
  if (speed && !isOver(group))
    parts.push(`${formatRate(speed.rate)}, ${formatWholeSeconds(Math.ceil(speed.left))} left`);
  const running = [...group.running.values()].map(({ metrics }) => metrics);
  const metrics = formatRanges(running.length > 0 ? running : group.results);
  if (metrics) parts.push(metrics);
  const room = Math.max(20, width - MARGIN);
  while (parts.length > 1 && parts.join('  ').length > room) parts.pop();
  return parts.join('  ').slice(0, room);
}

/** Such as `loss 0.28 to 0.31`. */
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

/** A bar of which this fraction is full. */
export function bar(fraction: number): string {
  const full = Math.round(BAR * fraction);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}

function counts({ cached, ran, total, failed, skipped }: StageGroup): string {
  const notes = Object.entries({ cached, failed, skipped }).filter(([, count]) => count > 0);
  const details = notes.map(([name, count]) => `${count} ${name}`).join(', ');
  return `${cached + ran}/${total}${details && ` (${details})`}`;
}

function formatRate(perSecond: number): string {
  const [rate, unit] = [
    [perSecond, 's'],
    [perSecond * 60, 'min'],
    [perSecond * 3600, 'h'],
  ].find(([value]) => (value as number) >= 1) ?? [perSecond * 3600, 'h'];
  return `${(rate as number).toFixed(1)}/${unit}`;
}
