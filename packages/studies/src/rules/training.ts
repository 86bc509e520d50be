import type { RuleProblem } from '@fcdd/experiment';
import type { Experiment, ResolvedExperiment } from '../experiment.ts';

export function accumulationProblems({ training: { accumulate, batchSize } }: Experiment): RuleProblem[] {
  if (accumulate <= batchSize) return [];
  const message = `A batch of ${batchSize} images does not have ${accumulate} parts.`;
  return [
    { path: ['training', 'accumulate'], message, hint: `Write at most ${batchSize}, or a larger batchSize.` },
  ];
}

export function resolveTraining({
  seeds,
  epochs,
  ...fit
}: Experiment['training']): ResolvedExperiment['training'] {
  return {
    seeds: typeof seeds === 'number' ? Array.from({ length: seeds }, (_, seed) => seed) : seeds,
    epochs,
    stops: [epochs],
    fit,
  };
}
