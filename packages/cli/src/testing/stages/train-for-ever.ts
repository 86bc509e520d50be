import type { TestStage } from '@fcdd/runner/testing/stages';

/** Blocks its process, which then hears no signal that it could ignore. */
export const run: TestStage = async ({ hold }) => {
  await hold('trains');
  for (;;);
};
