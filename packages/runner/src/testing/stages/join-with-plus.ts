import type { TestStage } from '../test-stage.ts';

/** Other code in place of that of `join`. */
export const run: TestStage = ({ inputs, write, read }) => write(inputs.parts!.map(read).join('+'));
