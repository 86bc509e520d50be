import type { TestStage } from '../test-stage.ts';

/** Tells two of 40 epochs, a moment after one another, and waits. */
export const run: TestStage = async ({ progress, write, hold }) => {
  for (const epoch of [1, 2]) {
    progress(epoch, 40, { loss: 1 / epoch });
    await hold(`epoch ${epoch}`);
  }
  write('');
};
