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
  return { stage, total, cached, ran, failed, skipped, running: running.size, done, ...speed };
}

export function statusOfNode(stage: string, node: RunningNode): RunningStatus {
  const { id, fingerprint, threads, gpus, done, total, metrics } = node;
  const startedAt = new Date(node.startedAt).toISOString();
  return { id, stage, fingerprint, startedAt, threads, gpus, done, total, metrics, ...speedOfNode(node) };
}
