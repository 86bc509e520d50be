import type { GroupStatus, KnownRun, RunStatus, RunningStatus } from '@fcdd/runner';
import { printableText } from '@fcdd/errors';
import type { PlannedStage } from '@fcdd/studies';
import { formatTime, formatWholeSeconds } from '../format.ts';
import { formatGroup } from './group-line.ts';
import { formatNodes } from './node-line.ts';
import { formatFailure } from './summary.ts';

/** Most running nodes that are shown of one stage. */
const NODES = 20;
const FAILURES = 5;
const MARGIN = 6;

/** Formats how a run is going, or how it ended. */
export function formatRun({ status, isLive }: KnownRun, now: number, width: number): string {
  const lines = [
    `${status.experiment}: ${isLive ? sinceWhen(status, now) : howItEnded(status)}`,
    ...(isLive ? status.groups.flatMap((group) => formatStage(group, status.running, width)) : []),
    ...formatFailures(status),
  ];
  return printableText(lines.join('\n'));
}

/** Formats how much of an experiment is in the store, stage by stage. */
export function formatStages(experiment: string, stages: PlannedStage[]): string {
  const missing = stages.filter(({ cached, total }) => cached < total);
  if (missing.length === 0) return `${experiment}: all ${sum(stages)} stages are in the store`;
  const nameWidth = Math.max(...missing.map(({ stage }) => stage.length));
  const lines = missing.map(({ stage, total, cached, run, maybe }) => {
    const rest = [run > 0 && `${run} to run`, maybe > 0 && `${maybe} may run`].filter(Boolean).join(', ');
    return `  ${stage.padEnd(nameWidth)}  ${cached} of ${total} are in the store, ${rest}`;
  });
  return [`${experiment}:`, ...lines].join('\n');
}

function sum(stages: PlannedStage[]): number {
  return stages.reduce((count, { total }) => count + total, 0);
}

function sinceWhen({ startedAt, pid, host }: RunStatus, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(startedAt)) / 1000));
  return `running for ${formatWholeSeconds(seconds)}, process ${pid} on ${host}`;
}

function howItEnded({ end, groups, startedAt, updatedAt }: RunStatus): string {
  if (!end)
    return `the run of ${formatTime(startedAt)} was killed at ${formatTime(updatedAt)}; run the same command to resume`;
  const { ran, cached, skipped, interrupted } = end;
  const failed = groups.reduce((sum, group) => sum + group.failed, 0);
  const counts = [
    `${ran} ran, ${cached} cached`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} did not run`] : []),
  ].join(', ');
  return `the last run ${interrupted ? 'was stopped' : 'ended'} at ${formatTime(updatedAt)}: ${counts}`;
}

function formatStage(group: GroupStatus, running: RunningStatus[], width: number): string[] {
  const nodes = running.filter(({ stage }) => stage === group.stage);
  const metrics = nodes.map((node) => node.metrics);
  return [
    `  ${formatGroup(group, width, metrics)}`,
    ...formatNodes(nodes, width - MARGIN, NODES).map((line) => `    ${line}`),
  ];
}

function formatFailures({ failures }: RunStatus): string[] {
  const shown = failures.slice(-FAILURES).map((failure) => formatFailure(failure, false));
  return failures.length > FAILURES ? [`${failures.length} failed, the last of them:`, ...shown] : shown;
}
