import type { TestStage } from '@fcdd/runner/testing/stages';

export const run: TestStage = ({ parameters, write }) => write(JSON.stringify(parameters), 'heatmaps.json');
