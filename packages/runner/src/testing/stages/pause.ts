import type { TestStage } from '../test-stage.ts';

/** Waits at the point that its parameter names, then writes its id. */
export const run: TestStage = async ({ parameters, write, hold }) => {
  await hold(parameters.point ?? 'pauses');
  write(parameters.id);
};
