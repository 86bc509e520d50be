import type { TestStage } from '@fcdd/runner/testing/stages';

/** Trains until the test lets it continue, or it is asked to end. */
export const run: TestStage = async ({ parameters, threads, hold, write }) => {
  await hold('trains');
  write(JSON.stringify({ ...parameters, threads }), 'weights.json');
};
