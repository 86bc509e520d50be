import type { TestStage } from '../test-stage.ts';

export const run: TestStage = ({ parameters, write }) => write(parameters.text, 'report.html');
