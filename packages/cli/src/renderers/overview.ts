import { type RunEvent, type StageGroup, isOver, statusOfGroup } from '@fcdd/runner';
import { formatGroup, metricsOf } from './group-line.ts';

/** More stages than this are not told of one by one. */
const most = 500;
/** Milliseconds between lines. */
const interval = 10_000;
/** Characters of a line. */
const width = 120;

/** Tells of all stages together where there are too many for a line each. */
export interface Overview {
  /** Whether the event is of a kind of which every stage has some, and so too many. */
  hides(event: RunEvent): boolean;
  /** A line now and then for each stage of the pipeline at work, and one when it is over. */
  lines(event: RunEvent, group: StageGroup | undefined, now: number): string[];
}

const common: RunEvent['type'][] = [
  'stage-started',
  'stage-queued',
  'stage-running',
  'stage-progress',
  'stage-finished',
];

/** @param groups by name of the stage, as they are when a line is due */
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
