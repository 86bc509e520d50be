import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStage } from '../test-stage.ts';

/** Saves its state when it is asked to end; when it runs again, it writes that. */
export const run: TestStage = async ({ checkpointFolder, write, hold }) => {
  const state = join(checkpointFolder, 'state');
  if (existsSync(state)) return write(readFileSync(state, 'utf8'));
  try {
    await hold('works');
  } catch (reason) {
    writeFileSync(state, 'epoch 3');
    throw reason;
  }
};
