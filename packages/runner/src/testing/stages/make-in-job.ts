import type { TestStage } from '../test-stage.ts';

/** Writes its text and how many threads it has; logs which job of a cluster it is. */
export const run: TestStage = async ({ parameters, threads, log, progress, write, hold }) => {
  log.info(`made ${process.env.SLURM_ARRAY_JOB_ID}`);
  progress(1, 1);
  write(`${parameters.text}${threads}`);
  await hold('made');
};
