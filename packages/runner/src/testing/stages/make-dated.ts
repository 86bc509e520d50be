import type { TestStage } from '../test-stage.ts';

/** Writes its text, and prints what is new each time. */
export const run: TestStage = ({ parameters, write }) => {
  console.log(`at ${Date.now()}`);
  write(parameters.text.trim());
};
