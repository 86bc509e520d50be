import type { TestStage } from '../test-stage.ts';

/** Writes the texts that it is given by path, and one that is always the same. */
export const run: TestStage = ({ parameters, write }) => {
  for (const [path, text] of Object.entries(parameters.files as Record<string, string>)) write(text, path);
  write('same');
};
