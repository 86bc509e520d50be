import { type RunEvent, type StageGroup, createStageGroups, describeReason, speedOfNode } from '@fcdd/runner';
import { formatMetrics, formatSeconds, formatWholeSeconds } from '../format.ts';
import { formatRate } from './group-line.ts';
import { createOverview } from './overview.ts';
import { formatFailure, formatStart, formatSummary } from './summary.ts';
import type { Renderer } from './renderer.ts';

const INTERVAL = 10_000;
/** Most reasons that are shown of a stage; `fcdd why` shows all. */
const REASONS = 2;

/**
 * Prints a line for each event, and now and then one for the progress of a stage. With hundreds of nodes it prints a line
 * now and then for all of a stage, and one for each problem.
 */
export function createPlainRenderer({ verbose = false }: { verbose?: boolean }): Renderer {
  const lastShown = new Map<string, number>();
  const { groups, apply } = createStageGroups();
  const overview = verbose ? undefined : createOverview(groups);

  function lines(event: RunEvent, group?: StageGroup): string[] {
    switch (event.type) {
      case 'run-started':
        return [formatStart(event)];
      case 'stage-cached':
        return verbose ? [`${event.id}: in the store (${event.fingerprint.slice(0, 12)})`] : [];
      case 'stage-waiting':
        return [`${event.id}: waiting for another run`];
      case 'stage-started':
        lastShown.set(event.id, Date.now());
        return [`${event.id}: started (${startOf(event)})`];
      case 'stage-queued':
        return [`${event.id}: waits as job ${event.job}${event.reason && ` (${event.reason})`}`];
      case 'stage-running':
        return [`${event.id}: runs as job ${event.job}`];
      case 'stage-progress':
        return isDue(event.id) ? progressOf(group, event.id) : [];
      case 'stage-log':
        return verbose || event.level === 'warn' ? [`${event.id}: ${event.message}`] : [];
      case 'stage-finished':
        return [`${event.id}: ${resultOf(event, group?.results.at(-1))}`];
      case 'stage-failed':
        return [formatFailure(event, verbose), ...(event.retried ? [`${event.id}: trying again`] : [])];
      case 'stage-skipped':
        return verbose ? [`${event.id}: skipped, ${event.because}`] : [];
      case 'warning':
        return [event.message];
      case 'run-finished':
        return formatSummary(event);
    }
  }

  function isDue(id: string): boolean {
    const now = Date.now();
    if (now - (lastShown.get(id) ?? 0) < INTERVAL) return false;
    lastShown.set(id, now);
    return true;
  }

  return {
    show: (event) => {
      const now = Date.now();
      const group = apply(event, now);
      const summary = overview?.lines(event, group, now) ?? [];
      const own = overview?.hides(event) ? [] : lines(event, group);
      for (const line of [...own, ...summary]) console.log(line);
    },
    interrupted: () => console.log('Stopping. Interrupt again to kill what runs.'),
    end: async () => {},
  };
}

function startOf({ threads, reasons }: Extract<RunEvent, { type: 'stage-started' }>): string {
  const shown = reasons.slice(0, REASONS).map(describeReason);
  if (reasons.length > REASONS) shown.push(`${reasons.length - REASONS} more`);
  return [`${threads} ${threads === 1 ? 'thread' : 'threads'}`, ...shown].join('; ');
}

function resultOf(
  { duration }: Extract<RunEvent, { type: 'stage-finished' }>,
  metrics: Record<string, number> = {},
): string {
  return [`done in ${formatSeconds(duration)}`, formatMetrics(metrics)].filter(Boolean).join(', ');
}

/** Formats progress, such as `train class=3 seed=0: 38 %, loss 0.2832, 2.1 steps/s, 4 min 3 s left`. */
function progressOf(group: StageGroup | undefined, id: string): string[] {
  const node = group?.running.get(id);
  if (!group || !node) return [];
  const { done, total, metrics } = node;
  const speed = speedOfNode(node);
  const parts = [`${Math.floor((100 * done) / total)} %`, formatMetrics(metrics)];
  if (speed)
    parts.push(formatRate(speed.rate, group.unit), `${formatWholeSeconds(Math.ceil(speed.left))} left`);
  return [`${id}: ${parts.filter(Boolean).join(', ')}`];
}
