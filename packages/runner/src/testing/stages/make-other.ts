import type { TestStage } from '../test-stage.ts';

/** Other code in place of that of `make`. */
export const run: TestStage = ({ write }) => write('other');
