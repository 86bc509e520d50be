import type { Session } from '@fcdd/artifacts';
import type { StageGraph } from '@fcdd/stage';
import type { LimitFunction } from 'p-limit';
import type { createCodeExplainer } from './code-parts.ts';
import type { NodeFailure, RunEvent } from './events.ts';
import type { Executor } from './executors/executor.ts';
import type { Components } from './fingerprint.ts';
import type { NodeHistory } from './history.ts';
import type { StageEntry } from './origin.ts';
import type { PreparedNode } from './prepare.ts';
import type { Results } from './results.ts';
import type { RunOptions } from './run.ts';
import type { Scheduler } from './scheduler.ts';
import type { StageBuild } from './stage-build.ts';

/** State that all nodes of one run share. */
export interface Run {
  graph: StageGraph;
  options: RunOptions;
  session: Session;
  signal: AbortSignal;
  killSignal: AbortSignal;
  scheduler: Scheduler;
  executor: Executor;
  results: Results;
  history: ReadonlyMap<string, NodeHistory>;
  /** Ids of the nodes that are yet to run again, even if their outputs are in the store. */
  forced: Set<string>;
  /** Says which parts of a stage's code have changed. */
  explainCode: ReturnType<typeof createCodeExplainer>;
  /** Builds whose parts the store knows. */
  notedCode: Set<StageBuild>;
  /** Higher runs first, by node id. */
  priorities: ReadonlyMap<string, number>;
  /** Bounds how many entries are looked up at once. */
  lookups: LimitFunction;
  /** By node id. */
  outcomes: Map<string, Promise<Outcome>>;
  /** Outputs of the nodes that are up to date, by node id. */
  entries: Map<string, StageEntry>;
  /** Ids of the nodes whose stages have run in this run. */
  computed: Set<string>;
  /** Results of checks of entries' contents, by fingerprint. */
  checks: Map<string, Promise<boolean>>;
  /** Errors that made no stage fail, but that the user has to see at the end. */
  troubles: unknown[];
  emit(event: RunEvent): void;
}

export type Outcome =
  | { state: 'done'; entry: StageEntry; cached: boolean }
  | { state: 'failed'; failure: NodeFailure }
  | { state: 'skipped' };

/** A node whose inputs are all there. */
export interface Work {
  prepared: PreparedNode;
  /** Outputs of the nodes that it needs, by node id. */
  inputs: ReadonlyMap<string, StageEntry>;
  components: Components;
  fingerprint: string;
}
