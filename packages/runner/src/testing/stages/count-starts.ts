import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStage } from '../test-stage.ts';

/** Notes in its checkpoint folder that it has started, waits, and writes how often it had. */
export const run: TestStage = async ({ checkpointFolder, progress, write, hold }) => {
  const state = join(checkpointFolder, 'state');
  const before = existsSync(state) ? readFileSync(state, 'utf8') : '';
  writeFileSync(state, `${before}x`);
  progress(1, 2, { loss: 0.5 });
  await hold('started');
  write(`started ${before.length + 1}`);
};
