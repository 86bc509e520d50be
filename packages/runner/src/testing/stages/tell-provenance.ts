import type { TestStage } from '../test-stage.ts';

export const run: TestStage = ({ provenance, write }) => write(JSON.stringify(provenance));
