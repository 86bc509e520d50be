import type { AnnouncedNode, RunEvent } from '../events.ts';
import { type Pace, createPace } from './pace.ts';

/** Numbers of nodes of one stage of the pipeline. */
export interface StageCounts {
  stage: string;
  total: number;
  cached: number;
  ran: number;
  failed: number;
  skipped: number;
}

/** All nodes of one stage of the pipeline, with their progress. */
export interface StageGroup extends StageCounts {
  /** Unit of its nodes' progress in the plural, where the stage declares one. */
  unit?: string;
  /** Running nodes by id, with those that wait in the queue of a cluster. */
  running: Map<string, RunningNode>;
  /** The last metrics of each node that ran. */
  results: Record<string, number>[];
  /** Pace of finished nodes, with the finished parts of running ones. */
  pace: Pace;
}

export interface RunningNode {
  id: string;
  fingerprint: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Reason why it waits in the queue of a cluster, in the cluster's words, while it does. */
  queued?: string;
  threads: number;
  gpus: number[];
  attempt: number;
  /** In the stage's own unit; 0 of 0 before its first report. */
  done: number;
  total: number;
  metrics: Record<string, number>;
  /** Pace of the stage's own progress. */
  pace: Pace;
}

export interface StageGroups {
  /** Groups by the name of their stage. */
  groups: Map<string, StageGroup>;
  /** Returns the group that the event concerns, if it concerns one. `now` is in milliseconds. */
  apply(event: RunEvent, now: number): StageGroup | undefined;
}

/** Follows a run, stage by stage rather than node by node. */
export function createStageGroups(): StageGroups {
  const groups = new Map<string, StageGroup>();
  const groupOfNode = new Map<string, StageGroup>();

  function start(nodes: AnnouncedNode[]): void {
    for (const { id, stage, unit } of nodes) {
      const group = groups.get(stage) ?? emptyGroup(stage, unit);
      group.total++;
      groups.set(stage, group);
      groupOfNode.set(id, group);
    }
  }

  function apply(event: RunEvent, now: number): StageGroup | undefined {
    if (event.type === 'run-started') start(event.nodes);
    const group = 'id' in event ? groupOfNode.get(event.id) : undefined;
    if (group) applyToGroup(group, event as NodeEvent, now);
    return group;
  }

  return { groups, apply };
}

function emptyGroup(stage: string, unit?: string): StageGroup {
  return {
    stage,
    unit,
    total: 0,
    cached: 0,
    ran: 0,
    failed: 0,
    skipped: 0,
    running: new Map(),
    results: [],
    pace: createPace(),
  };
}

type NodeEvent = Extract<RunEvent, { id: string }>;

function applyToGroup(group: StageGroup, event: NodeEvent, now: number): void {
  const { running, pace } = group;
  switch (event.type) {
    case 'stage-started':
      running.set(event.id, startedNode(event, now));
      pace.add(workDone(group), now);
      break;
    case 'stage-queued':
      Object.assign(running.get(event.id) ?? {}, { queued: event.reason });
      break;
    case 'stage-running':
      Object.assign(running.get(event.id) ?? {}, { queued: undefined, startedAt: now });
      break;
    case 'stage-progress':
      applyProgress(running.get(event.id), event, now);
      pace.add(workDone(group), now);
      break;
    case 'stage-cached':
      group.cached++;
      break;
    case 'stage-finished':
      group.results.push(running.get(event.id)?.metrics ?? {});
      running.delete(event.id);
      group.ran++;
      pace.add(workDone(group), now);
      break;
    case 'stage-failed':
      running.delete(event.id);
      if (!event.retried) group.failed++;
      break;
    case 'stage-skipped':
      running.delete(event.id);
      group.skipped++;
      break;
  }
}

function startedNode(
  { id, fingerprint, threads, gpus, attempt }: Extract<RunEvent, { type: 'stage-started' }>,
  now: number,
): RunningNode {
  const pace = createPace();
  const nothing = { done: 0, total: 0, metrics: {} };
  return { id, fingerprint, startedAt: now, threads, gpus, attempt, ...nothing, pace };
}

function applyProgress(
  node: RunningNode | undefined,
  { done, total, metrics = {} }: Extract<RunEvent, { type: 'stage-progress' }>,
  now: number,
): void {
  if (!node) return;
  Object.assign(node, { done, total, metrics });
  // The pace counts from the first report: before it a stage prepares, or resumes from a checkpoint.
  node.pace.add(done, now);
}

export function isOver({ total, cached, ran, failed, skipped }: StageGroup): boolean {
  return cached + ran + failed + skipped >= total;
}

/** Nodes that need no more work, with parts of those that run. */
export function doneNodes(group: StageGroup): number {
  return group.cached + workDone(group);
}

/** At present, and seconds that are left. */
export interface Speed {
  /** A second. */
  rate: number;
  left: number;
}

/** Speed in nodes; undefined while too little is known. */
export function speedOfGroup(group: StageGroup): Speed | undefined {
  const { total, failed, skipped } = group;
  return speed(group.pace, total - doneNodes(group) - failed - skipped);
}

/** Speed in the stage's own unit; undefined while too little is known. */
export function speedOfNode({ pace, done, total }: RunningNode): Speed | undefined {
  return speed(pace, total - done);
}

function speed(pace: Pace, rest: number): Speed | undefined {
  const rate = pace.rate();
  return rate === undefined ? undefined : { rate, left: rest / rate };
}

function workDone({ ran, running }: StageGroup): number {
  return [...running.values()].reduce((sum, { done, total }) => sum + (total > 0 ? done / total : 0), ran);
}
