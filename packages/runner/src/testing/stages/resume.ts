import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStage } from '../test-stage.ts';

/** Writes half its output and waits; when it runs again, it has its state, and writes the whole. */
export const run: TestStage = async ({ checkpointFolder, write, hold }) => {
  const state = join(checkpointFolder, 'state');
  if (existsSync(state)) return write(readFileSync(state, 'utf8'));
  write('half');
  writeFileSync(state, 'went on');
  await hold('half done');
};
