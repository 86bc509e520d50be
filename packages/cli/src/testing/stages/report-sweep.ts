import type { TestStage } from '@fcdd/runner/testing/stages';

/** Writes what a sweep tells its report, and how many summaries there are. */
export const run: TestStage = ({ parameters, inputs, write }) => {
  write('all', 'report.html');
  write(JSON.stringify({ ...parameters, inputs: inputs.summaries!.length }), 'told.json');
};
