export { type RunOptions, runGraph } from './run.ts';
export type { NodeFailure, RunEvent, RunSummary } from './events.ts';
export { type PlannedNode, planGraph } from './plan.ts';
export { type Reason, describeReason } from './reasons.ts';
export type { StageOrigin } from './origin.ts';
