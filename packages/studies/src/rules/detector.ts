import { type DetectorDefinition, defaultsOf, detectorNamed, detectors } from '@fcdd/detectors';
import { type RuleProblem, allowedWords, describeValue } from '@fcdd/experiment';
import type { Experiment, GivenDetector } from '../experiment.ts';
import type { DataSetFacts } from './dataset.ts';
import { netProblems, weightsProblems } from './net.ts';
import { hasTrainingMaps } from './supervision.ts';

/**
 * Checks the detector that the experiment is about: its net, its parameters, and what it learns from.
 * @param folder folder that paths are relative to
 */
export function detectorProblems(
  experiment: Experiment,
  dataSet: DataSetFacts,
  folder: string,
): RuleProblem[] {
  const { detector: given, dataset, supervision } = experiment;
  const at = ['detector'];
  const detector = detectorNamed(given.name);
  return [
    ...netProblems({ detector, net: given.net, bias: given.bias, at }, dataset, dataSet.entry),
    ...weightsProblems(given.weights, at, folder),
    ...parameterProblems(given, detector, at, { hasMaps: hasTrainingMaps(experiment, dataSet) }),
    ...supervisionMisfits(detector, supervision.mode),
    ...labelProblems(experiment),
  ];
}

/**
 * Checks the parameters that are given to a detector beside its net.
 * @param at place of the detector
 */
export function parameterProblems(
  given: GivenDetector,
  { name, parameters, problems }: DetectorDefinition,
  at: RuleProblem['path'],
  training: { hasMaps: boolean },
): RuleProblem[] {
  const own = { ...parameters.fitting, ...parameters.explaining };
  const foreign = Object.entries(given).filter(
    ([key, value]) => !['name', 'label'].includes(key) && !(key in own) && !isDefault(key, value),
  );
  const unknown = foreign.map(([key]) => ({
    path: [...at, key],
    message: `The detector ${name} has no parameter ${describeValue(key)}.`,
    hint: allowedWords(Object.keys(own), key),
  }));
  const misfits = (problems?.({ ...defaultsOf(own), ...given }, training) ?? []).map(
    ({ parameter, message, hint }) => ({ path: [...at, parameter], message, hint }),
  );
  return [...unknown, ...misfits];
}

/** Whether a value is what the schema fills in where no value is given. */
function isDefault(parameter: string, value: unknown): boolean {
  return detectors.some(({ parameters }) => {
    const schema = { ...parameters.fitting, ...parameters.explaining }[parameter];
    return schema !== undefined && 'default' in schema && schema.default === value;
  });
}

function supervisionMisfits(
  { name, learnsFrom }: DetectorDefinition,
  mode: Experiment['supervision']['mode'],
): RuleProblem[] {
  const path = ['supervision', 'mode'];
  if (learnsFrom === 'nominal' && mode !== 'unsupervised')
    return [
      {
        path,
        message: `The detector ${name} learns from nominal images alone, but the supervision mode is ${mode}.`,
        hint: 'Write mode: unsupervised and source: null.',
      },
    ];
  if (learnsFrom === 'anomalies' && mode === 'malformed_normal_gt')
    return [
      {
        path,
        message: `The detector ${name} learns nothing from the ground-truth maps of ${mode}.`,
        hint: 'Write mode: malformed_normal, which makes the same anomalies, or choose a detector that learns from maps.',
      },
    ];
  return [];
}

/** Checks that nominal images of label 1 are not all that there is to learn from. */
function labelProblems({ dataset, supervision }: Experiment): RuleProblem[] {
  if (dataset.nominalLabel === 0 || supervision.mode !== 'unsupervised') return [];
  return [
    {
      path: ['dataset', 'nominalLabel'],
      message: 'Nominal images of label 1 teach nothing without anomalies to compare them with.',
      hint: 'Write nominalLabel: 0, or another supervision mode.',
    },
  ];
}
