import type { TestStage } from '../test-stage.ts';

/** Writes its text without blanks around it. */
export const run: TestStage = ({ parameters, write }) => write(parameters.text.trim());
