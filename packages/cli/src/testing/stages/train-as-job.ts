import type { TestStage } from '@fcdd/runner/testing/stages';

/** Trains until it is let go on, or asked to end. */
export const run: TestStage = async ({ parameters, threads, hold, write }) => {
  await hold('trains');
  write(JSON.stringify({ ...parameters, threads }), 'weights.json');
};
