import {
  type RunningNode,
  type StageGroup,
  doneNodes,
  isOver,
  speedOfGroup,
  speedOfNode,
} from '../progress/stage-groups.ts';
import type { GroupStatus, RunningStatus } from './run-status.ts';

export function statusOfGroup(group: StageGroup): GroupStatus {
  const { stage, total, cached, ran, failed, skipped, running } = group;
  const speed = isOver(group) ? undefined : speedOfGroup(group);
  const done = doneNodes(group);
  const queued = countQueued(group);
  const waiting = Object.values(queued).reduce((sum, count) => sum + count, 0);
  const atWork = running.size - waiting;
  return { stage, total, cached, ran, failed, skipped, running: atWork, queued, done, ...speed };
}

function countQueued({ running }: StageGroup): GroupStatus['queued'] {
  const counts: GroupStatus['queued'] = {};
  for (const { queued } of running.values())
    if (queued !== undefined) counts[queued] = (counts[queued] ?? 0) + 1;
  return counts;
}

export function statusOfNode(
  { stage, unit }: Pick<StageGroup, 'stage' | 'unit'>,
  node: RunningNode,
): RunningStatus {
  const { id, fingerprint, queued, threads, gpus, done, total, metrics } = node;
  const startedAt = new Date(node.startedAt).toISOString();
  return {
    id,
    stage,
    fingerprint,
    startedAt,
    queued,
    threads,
    gpus,
    done,
    total,
    unit,
    metrics,
    ...speedOfNode(node),
  };
}
