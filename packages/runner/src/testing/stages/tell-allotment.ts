import type { TestStage } from '../test-stage.ts';

/** Writes what it was given to compute with. */
export const run: TestStage = ({ threads, gpus, engine, write }) =>
  write(JSON.stringify({ threads, gpus, engine, visible: process.env.CUDA_VISIBLE_DEVICES }));
