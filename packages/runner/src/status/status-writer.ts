import { hostname } from 'node:os';
import { type Session, listReports, removeReports, writeReport } from '@fcdd/artifacts';
import type { RunEvent } from '../events.ts';
import { type StageGroup, createStageGroups } from '../progress/stage-groups.ts';
import { type FailureStatus, NODES, type RunSource, type RunStatus, STATUS } from './run-status.ts';
import { statusOfGroup, statusOfNode } from './status-of.ts';

/** Publishes the state of a run for other processes. */
export interface StatusWriter {
  apply(event: RunEvent): void;
  /** Publishes the last state. */
  end(): Promise<void>;
}

/** Milliseconds until the first report on a run, and between later ones. */
const [FIRST, INTERVAL] = [100, 1000];
/** Largest number of failures in a state; the last ones are enough. */
const FAILURES = 50;

export function createStatusWriter(
  session: Session,
  experiment: string,
  source: RunSource | undefined,
): StatusWriter {
  const { groups, apply } = createStageGroups();
  const startedAt = new Date().toISOString();
  const nodes: Record<string, string[]> = {};
  const failures: FailureStatus[] = [];
  let end: RunStatus['end'];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let isFirst = true;

  /** Errors are ignored, because a run matters more than its published state; their cause shows elsewhere. */
  function write(): Promise<void> {
    writing = writing.then(writeStatus).catch(() => {});
    return writing;
  }

  async function writeStatus(): Promise<void> {
    // A run that could not start is not published.
    if (groups.size === 0) return;
    if (isFirst) {
      isFirst = false;
      await removeFormer(session, experiment);
      await writeReport(session, NODES, nodes);
    }
    await writeReport(session, STATUS, status());
  }

  function status(): RunStatus {
    const all = [...groups.values()];
    return {
      experiment,
      source,
      pid: process.pid,
      host: hostname(),
      startedAt,
      updatedAt: new Date().toISOString(),
      groups: all.map(statusOfGroup),
      running: all.flatMap((group) => [...group.running.values()].map((node) => statusOfNode(group, node))),
      failures,
      end,
    };
  }

  function follow(event: RunEvent): void {
    if (event.type === 'run-started') for (const { id, stage } of event.nodes) (nodes[stage] ??= []).push(id);
    if (event.type === 'stage-failed' && !event.retried) {
      const { type: _type, retried: _retried, stack: _stack, ...failure } = event;
      failures.push({ ...failure, fingerprint: fingerprintOf(groups, event.id) });
      if (failures.length > FAILURES) failures.shift();
    }
    if (event.type === 'run-finished') {
      const { ran, cached, skipped, interrupted, isPartial, duration } = event;
      end = { ran, cached, skipped, interrupted, isPartial, duration };
    }
  }

  return {
    apply: (event) => {
      follow(event);
      apply(event, Date.now());
      if (timer) return;
      const tell = (): void => {
        timer = undefined;
        void write();
      };
      timer = setTimeout(tell, isFirst ? FIRST : INTERVAL);
      timer.unref();
    },
    end: () => {
      clearTimeout(timer);
      return write();
    },
  };
}

/** Removes the reports of former runs: only the last run of each experiment is remembered. */
async function removeFormer({ store, id }: Session, experiment: string): Promise<void> {
  for (const { session, report, isLive } of await listReports<RunStatus>(store, STATUS))
    if (session !== id && !isLive && report.experiment === experiment) await removeReports(store, session);
}

function fingerprintOf(groups: ReadonlyMap<string, StageGroup>, id: string): string | undefined {
  for (const { running } of groups.values()) if (running.has(id)) return running.get(id)!.fingerprint;
  return undefined;
}
