import type { TestStage } from '../test-stage.ts';

/** Waits at a point, and keeps waiting when it is asked to end. */
export const run: TestStage = ({ hold }) => hold('works', null);
