import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestStage } from '../test-stage.ts';

/** Ends its process the first two times, which it remembers in its checkpoint folder. */
export const run: TestStage = ({ checkpointFolder, write }) => {
  const file = join(checkpointFolder, 'tries');
  const tries = existsSync(file) ? Number(readFileSync(file)) : 0;
  writeFileSync(file, String(tries + 1));
  if (tries < 2) process.exit(7);
  write('third time');
};
