import { appendFileSync, readFileSync } from 'node:fs';
import type { TestStage } from '../test-stage.ts';

/** Writes as many dots as it has run before, and one. */
export const run: TestStage = ({ settings, write }) => {
  const file = `${settings.dataFolder}-count`;
  appendFileSync(file, '.');
  write(readFileSync(file, 'utf8'));
};
