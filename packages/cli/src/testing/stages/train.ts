import type { TestStage } from '@fcdd/runner/testing/stages';

/** Special numbers of epochs that select a behaviour of the training. */
export const run: TestStage = async ({ parameters, log, progress, hold, write }) => {
  log.info(`Train with ${parameters.epochs} epochs.`);
  if (parameters.epochs === 13) throw new Error('The loss became NaN in epoch 13.');
  if (parameters.epochs === 99) await hold('trains');
  progress(1, parameters.epochs, { loss: 0.5 });
  write(JSON.stringify(parameters), 'weights.json');
};
