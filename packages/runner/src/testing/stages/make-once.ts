import { appendFileSync, existsSync } from 'node:fs';
import type { TestStage } from '../test-stage.ts';

/** Writes its text the first time that any node runs it, and fails then. */
export const run: TestStage = ({ settings, parameters, write }) => {
  const mark = `${settings.dataFolder}-made`;
  if (existsSync(mark)) throw new Error('no');
  write(parameters.text);
  appendFileSync(mark, '');
};
