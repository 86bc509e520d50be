import type { RuleProblem } from '@fcdd/experiment';
import { detectorNamed } from '@fcdd/detectors';
import type { Experiment } from '../experiment.ts';
import type { DataSetFacts } from './dataset.ts';
import { hasTrainingMaps } from './supervision.ts';

/** Checks that the objective can learn from its supervision and show its heatmaps. */
export function objectiveProblems(experiment: Experiment, dataSet: DataSetFacts): RuleProblem[] {
  const { dataset, training, supervision, heatmaps, baselines } = experiment;
  const { objective } = training;
  const { learnsFrom } = detectorNamed(objective);
  const { mode } = supervision;
  const problems: RuleProblem[] = [];
  if (learnsFrom === 'nominal' && mode !== 'unsupervised')
    problems.push({
      path: ['supervision', 'mode'],
      message: `The objective ${objective} is trained without anomalies, but the supervision mode is ${mode}.`,
      hint: 'Write mode: unsupervised and source: null.',
    });
  if (learnsFrom === 'anomalies' && mode === 'malformed_normal_gt')
    problems.push({
      path: ['supervision', 'mode'],
      message: `The objective ${objective} learns nothing from the ground-truth maps of ${mode}.`,
      hint: 'Write mode: malformed_normal, which makes the same anomalies, or objective: fcdd.',
    });
  if (dataset.nominalLabel === 1 && mode === 'unsupervised')
    problems.push({
      path: ['dataset', 'nominalLabel'],
      message: 'Nominal images of label 1 teach nothing without anomalies to compare them with.',
      hint: 'Write nominalLabel: 0, or another supervision mode.',
    });
  if (training.gaussStd !== null && (objective !== 'fcdd' || !hasTrainingMaps(experiment, dataSet)))
    problems.push({
      path: ['training', 'gaussStd'],
      message: 'Only fcdd that learns from ground-truth maps upsamples in training.',
      hint: 'Write gaussStd: null, or the supervision mode malformed_normal_gt; heatmaps.gaussStd is for heatmaps.',
    });
  if (objective !== 'hsc' && !baselines.includes('hsc') && heatmaps.gradient !== 'grad')
    problems.push({
      path: ['heatmaps', 'gradient'],
      message: `Heatmaps of the objective ${objective} show no gradient.`,
      hint: 'Leave the gradient out: it is for hsc, as objective or baseline.',
    });
  return problems;
}

export function accumulationProblems({ training: { accumulate, batchSize } }: Experiment): RuleProblem[] {
  if (accumulate <= batchSize) return [];
  const message = `A batch of ${batchSize} images does not have ${accumulate} parts.`;
  return [
    { path: ['training', 'accumulate'], message, hint: `Write at most ${batchSize}, or a larger batchSize.` },
  ];
}

/** Sets the gradient to its default except for hsc: no other heatmap uses it. */
export function resolveHeatmaps(heatmaps: Experiment['heatmaps'], objective: string): Experiment['heatmaps'] {
  return objective === 'hsc' ? heatmaps : { ...heatmaps, gradient: 'grad' };
}

export function resolveSeeds(seeds: number | number[]): number[] {
  return typeof seeds === 'number' ? Array.from({ length: seeds }, (_, seed) => seed) : seeds;
}
