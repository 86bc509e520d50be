import { writeSync } from 'node:fs';
import { misbehave } from './misbehave.ts';
import type { TestStage } from '../test-stage.ts';

/** Writes the id of its process, and says its own id in all ways that there are. */
export const run: TestStage = async (context) => {
  const { id, how } = context.parameters;
  console.log(`printed by ${id}`);
  process.stderr.write(`written by ${id}\n`);
  writeSync(2, `natively by ${id}\n`);
  context.log.info(`logged by ${id}`);
  if (how) await misbehave(how, context);
  context.write(String(process.pid));
};
