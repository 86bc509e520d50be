import type { RuleProblem } from '@fcdd/experiment';
import type { Experiment } from '../experiment.ts';
import { type DataSetFacts, hasTestMaps } from './dataset.ts';

/** Checks the comparison of variants beyond what the schema can express. */
export function sweepProblems({ sweep, training }: Experiment, dataSet: DataSetFacts): RuleProblem[] {
  if (!sweep) return [];
  return [...metricProblems(sweep.metric, dataSet), ...halvingProblems(sweep.halving, training)];
}

/** Metrics that are computed pixel by pixel. */
const pixelMetrics = ['pixelAuc', 'pixelAveragePrecision', 'pro'];

function metricProblems(metric: string, dataSet: DataSetFacts): RuleProblem[] {
  if (!pixelMetrics.includes(metric) || hasTestMaps(dataSet)) return [];
  const message = `The metric ${metric} needs test images with ground-truth maps, which the data set lacks.`;
  return [{ path: ['sweep', 'metric'], message, hint: 'Write metric: auc, averagePrecision or bestF1.' }];
}

function halvingProblems(
  halving: NonNullable<Experiment['sweep']>['halving'],
  { epochs: last }: Experiment['training'],
): RuleProblem[] {
  return (halving?.epochs ?? []).flatMap((epochs, index, all): RuleProblem[] => {
    const path = ['sweep', 'halving', 'epochs', index];
    if (epochs >= last)
      return [
        {
          path,
          message: `Variants train for ${last} epochs: the best must be chosen before that, not after ${epochs}.`,
          hint: 'Leave it out, or train longer: training.epochs.',
        },
      ];
    const before = all[index - 1];
    if (before === undefined || before < epochs) return [];
    return [{ path, message: `Epochs must rise, but ${epochs} comes after ${before}.` }];
  });
}
