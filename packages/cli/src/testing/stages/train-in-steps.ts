import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestStage } from '@fcdd/runner/testing/stages';

/** Notes in the project's file `trained` what it trains, from which epoch to which; waits before epoch 13. */
export const run: TestStage = async ({ parameters, inputs, settings, hold, write }) => {
  const [previous] = inputs.previous ?? [];
  const before = previous
    ? JSON.parse(readFileSync(join(previous.folder, 'weights.json'), 'utf8')).epochs
    : 0;
  if (parameters.rate === 0.5) throw new Error('The training diverged.');
  if (parameters.epochs === 13) await hold('last step');
  const project = dirname(dirname(settings.dataFolder));
  appendFileSync(join(project, 'trained'), `${parameters.rate}: ${before} to ${parameters.epochs}\n`);
  write(JSON.stringify(parameters), 'weights.json');
};
