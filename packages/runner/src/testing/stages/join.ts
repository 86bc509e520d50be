import type { TestStage } from '../test-stage.ts';

/** Joins the texts of its inputs in capitals. */
export const run: TestStage = ({ parameters, inputs, write, read }) =>
  write(inputs.parts!.map(read).join(parameters.glue).toUpperCase());
