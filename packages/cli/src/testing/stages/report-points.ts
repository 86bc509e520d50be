import type { TestStage } from '@fcdd/runner/testing/stages';

/** A page that names the trainings. */
export const run: TestStage = ({ inputs, write }) =>
  write(`<p>${inputs.training!.map(({ matrix }) => JSON.stringify(matrix))}</p>`, 'report.html');
