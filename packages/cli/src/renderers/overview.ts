import { type RunEvent, type StageGroup, isOver, statusOfGroup } from '@fcdd/runner';
import { formatGroup, metricsOf } from './group-line.ts';

/** Number of nodes above which they are no longer shown one by one. */
const most = 500;
/** Milliseconds between lines. */
const interval = 10_000;
/** Characters in a line. */
const width = 120;

/** Summary of all nodes, for runs with too many for a line each. */
export interface Overview {
  /** Tells whether an event is hidden: every node has events of its kind, too many to show. */
  hides(event: RunEvent): boolean;
  /** Returns a line now and then for each stage at work, and one at its end. */
  lines(event: RunEvent, group: StageGroup | undefined, now: number): string[];
}

const common: RunEvent['type'][] = [
  'stage-started',
  'stage-queued',
  'stage-running',
  'stage-progress',
  'stage-finished',
];

/** @param groups current groups, by name of the stage */
export function createOverview(groups: ReadonlyMap<string, StageGroup>): Overview {
  let isCrowded = false;
  let shownAt = 0;

  return {
    hides: ({ type }) => isCrowded && common.includes(type),
    lines: (event, group, now) => {
      if (event.type === 'run-started') {
        isCrowded = event.nodes.length > most;
        shownAt = now;
      }
      if (!isCrowded) return [];
      if (group && isOver(group) && event.type === 'stage-finished') return [lineOf(group)];
      if (now - shownAt < interval) return [];
      shownAt = now;
      return [...groups.values()].filter((other) => other.running.size > 0).map(lineOf);
    },
  };
}

function lineOf(group: StageGroup): string {
  return formatGroup(statusOfGroup(group), width, metricsOf(group));
}
