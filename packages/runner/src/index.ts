export { type RunOptions, runGraph } from './run.ts';
export type { Executor, StageExit, StageTask } from './executors/executor.ts';
export { createLocalExecutor } from './executors/local.ts';
export { checkSlurm } from './executors/slurm/commands.ts';
export { type SlurmExecutorOptions, createSlurmExecutor } from './executors/slurm/slurm-executor.ts';
export type { JobOptions, SlurmProfile } from './executors/slurm/profile.ts';
export type { NodeFailure, RunEvent, RunSummary } from './events.ts';
export { type StageBuild, loadStageBuilds } from './stage-build.ts';
export { type PlannedNode, planGraph } from './plan.ts';
export { type Reason, describeReason } from './reasons.ts';
export {
  type RunningNode,
  type Speed,
  type StageGroup,
  type StageGroups,
  createStageGroups,
  doneNodes,
  isOver,
  speedOfGroup,
  speedOfNode,
} from './progress/stage-groups.ts';
export { type StageLog, findLogs } from './logs.ts';
export { type Named, matchNodes } from './node-names.ts';
export type { Selection } from './selection.ts';
export {
  type FailureStatus,
  type GroupStatus,
  type KnownRun,
  type RunSource,
  type RunStatus,
  type RunningStatus,
  listRuns,
  nodesOfRun,
} from './status/run-status.ts';
export { statusOfGroup, statusOfNode } from './status/status-of.ts';
export { type Explanation, explainNodes } from './why/explain.ts';
export { notesFor } from './notes-for.ts';
export type { StageOrigin } from './origin.ts';
export { type ResultsOwner, noteOwner, readOwner } from './shown-list.ts';
