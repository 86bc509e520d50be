import { type Store, listReports, readReport } from '@fcdd/artifacts';
import type { NodeFailure, RunSummary } from '../events.ts';
import type { StageCounts } from '../progress/stage-groups.ts';

/** State of a run, which it reports to other processes once a second. Times are ISO 8601, rates are a second, durations seconds. */
export interface RunStatus {
  experiment: string;
  /** Source of the graph, if the program that started the run has named it. */
  source?: RunSource;
  pid: number;
  host: string;
  startedAt: string;
  updatedAt: string;
  /** Groups in the order of the pipeline. */
  groups: GroupStatus[];
  running: RunningStatus[];
  failures: FailureStatus[];
  /** Result of the run; absent before its end, and where its process was killed. */
  end?: Pick<RunSummary, 'ran' | 'cached' | 'skipped' | 'interrupted' | 'isPartial' | 'duration'>;
}

/** Source from which a program can make the graph of a run again. */
export interface RunSource {
  /** Absolute path of the experiment's file. */
  file: string;
  /** `path=value`. */
  overrides: string[];
}

/** Progress of all nodes of one stage of the pipeline. */
export interface GroupStatus extends StageCounts {
  running: number;
  /** Number of nodes that wait in the queue of a cluster, by reason. */
  queued: Record<string, number>;
  /** Finished and cached nodes, with the finished parts of running ones. */
  done: number;
  rate?: number;
  left?: number;
}

export interface RunningStatus {
  id: string;
  stage: string;
  fingerprint: string;
  startedAt: string;
  /** Reason why it waits in the queue of a cluster, while it does. */
  queued?: string;
  threads: number;
  gpus: number[];
  /** In the stage's own unit; 0 of 0 before its first report. */
  done: number;
  total: number;
  /** Unit of these two in the plural, where the stage declares one. */
  unit?: string;
  metrics: Record<string, number>;
  rate?: number;
  left?: number;
}

export interface FailureStatus extends NodeFailure {
  /** Absent where it is unknown. */
  fingerprint?: string;
}

export const STATUS = 'status';
export const NODES = 'nodes';

export interface KnownRun {
  session: string;
  status: RunStatus;
  isLive: boolean;
}

/** Lists the runs that use a store, and the last run of each experiment; the newest comes first. */
export async function listRuns(store: Store): Promise<KnownRun[]> {
  const reports = await listReports<RunStatus>(store, STATUS);
  return reports
    .map((known) => ({
      session: known.session,
      status: known.report,
      isLive: known.isLive && !known.report.end,
    }))
    .sort((a, b) => b.status.startedAt.localeCompare(a.status.startedAt));
}

/** Ids of a run's nodes, by stage. */
export async function nodesOfRun(
  store: Store,
  { session }: Pick<KnownRun, 'session'>,
): Promise<Record<string, string[]>> {
  return (await readReport<Record<string, string[]>>(store, session, NODES)) ?? {};
}
