import type { TestStage } from '@fcdd/runner/testing/stages';

export const run: TestStage = ({ parameters, write }) =>
  write(`quantile ${parameters.quantile}`, 'report.html');
