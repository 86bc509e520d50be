import type { RunEvent } from '@fcdd/runner';

/** All nodes of one stage of the pipeline, and how far they are. */
export interface StageGroup {
  stage: string;
  total: number;
  cached: number;
  ran: number;
  failed: number;
  skipped: number;
  running: Map<string, { fraction: number; metrics: Record<string, number> }>;
  /** The last metrics of each node that ran. */
  results: Record<string, number>[];
  /** Milliseconds: when the first node started. */
  startedAt?: number;
}

export interface StageGroups {
  groups: Map<string, StageGroup>;
  /** Returns the group that the event concerns, if it concerns one. */
  apply(event: RunEvent, now: number): StageGroup | undefined;
}

/** Follows a run, stage by stage rather than node by node. */
export function createStageGroups(): StageGroups {
  const groups = new Map<string, StageGroup>();
  const groupOfNode = new Map<string, StageGroup>();

  function start(nodes: { id: string; stage: string }[]): void {
    for (const { id, stage } of nodes) {
      const empty = {
        stage,
        total: 0,
        cached: 0,
        ran: 0,
        failed: 0,
        skipped: 0,
        running: new Map(),
        results: [],
      };
      const group = groups.get(stage) ?? empty;
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

type NodeEvent = Extract<RunEvent, { id: string }>;

function applyToGroup(group: StageGroup, event: NodeEvent, now: number): void {
  const { running } = group;
  switch (event.type) {
    case 'stage-started':
      group.startedAt ??= now;
      running.set(event.id, { fraction: 0, metrics: {} });
      break;
    case 'stage-progress':
      running.set(event.id, { fraction: event.done / event.total, metrics: event.metrics ?? {} });
      break;
    case 'stage-cached':
      group.cached++;
      break;
    case 'stage-finished':
      group.results.push(running.get(event.id)?.metrics ?? {});
      running.delete(event.id);
      group.ran++;
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

export function isOver({ total, cached, ran, failed, skipped }: StageGroup): boolean {
  return cached + ran + failed + skipped >= total;
}

/** Nodes that need no more work, with parts of those that run. */
export function doneNodes(group: StageGroup): number {
  return group.cached + workDone(group);
}

/** Nodes a second, and seconds that are left; undefined while too little is known. */
export function pace(group: StageGroup, now: number): { rate: number; left: number } | undefined {
  const work = workDone(group);
  if (group.startedAt === undefined || work === 0) return undefined;
  const rate = work / Math.max(0.001, (now - group.startedAt) / 1000);
  return { rate, left: (group.total - doneNodes(group) - group.failed - group.skipped) / rate };
}

function workDone({ ran, running }: StageGroup): number {
  return [...running.values()].reduce((sum, { fraction }) => sum + fraction, ran);
}
