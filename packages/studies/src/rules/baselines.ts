import { detectorNamed, netsFitting } from '@fcdd/detectors';
import type { RuleProblem } from '@fcdd/experiment';
import { formatShape, isSameShape } from '@fcdd/images/shape';
import { nets } from '@fcdd/nets/catalogue';
import type { Experiment, GivenDetector } from '../experiment.ts';
import type { DataSetFacts } from './dataset.ts';
import { parameterProblems } from './detector.ts';
import { matchingNet, netProblems, shapeTakenBy, weightsProblems } from './net.ts';
import { hasTrainingMaps } from './supervision.ts';

/** Folder of the pictures that combine all detectors, beside those of the baselines. */
const reservedLabels = ['combined'];

/**
 * Checks the detectors that the experiment's own is compared with.
 * @param folder folder that paths are relative to
 */
export function baselineProblems(
  experiment: Experiment,
  dataSet: DataSetFacts,
  folder: string,
): RuleProblem[] {
  const { baselines, detector: own } = experiment;
  if (!Object.hasOwn(nets, own.net)) return [];
  const labels = [labelOf(own)];
  return baselines.flatMap((baseline, index): RuleProblem[] => {
    const at = ['baselines', index];
    const given = describedBaseline(baseline);
    const label = labelOf(given);
    const misnomer = labels.includes(label) || reservedLabels.includes(label);
    labels.push(label);
    if (misnomer) return [{ path: at, ...labelProblem(label) }];
    return [
      ...ownNetProblems(experiment, given, at, dataSet),
      ...weightsProblems(given.weights, at, folder),
      ...parameterProblems(given, detectorNamed(given.name), at, {
        hasMaps: hasTrainingMaps(experiment, dataSet),
      }),
      ...nominalLabelProblems(experiment, given, at),
    ];
  });
}

/** A baseline that is given by name alone has no parameters of its own. */
export function describedBaseline(baseline: string | GivenDetector): GivenDetector {
  return typeof baseline === 'string' ? { name: baseline } : baseline;
}

export function labelOf({ name, label }: GivenDetector): string {
  return label ?? name;
}

function labelProblem(label: string): Pick<RuleProblem, 'message' | 'hint'> {
  const hint = `Give this one a name of its own in results, such as: { name: ..., label: ${label}-2 }.`;
  if (reservedLabels.includes(label))
    return { message: `No detector can be called '${label}' in results.`, hint };
  return { message: `Two detectors of the experiment are called '${label}'.`, hint };
}

function ownNetProblems(
  { detector: own, dataset }: Experiment,
  given: GivenDetector,
  at: RuleProblem['path'],
  dataSet: DataSetFacts,
): RuleProblem[] {
  const detector = detectorNamed(given.name);
  if (given.net !== undefined) {
    const bias = given.bias ?? own.bias;
    const problems = netProblems({ detector, net: given.net, bias, at }, dataset, dataSet.entry);
    return problems.length ? problems : shapeProblems(given.net, own.net, given, [...at, 'net']);
  }
  if (!isOwnNetFitting(own)) return [];
  const net = matchingNet(own.net, detector);
  if (net !== undefined) return shapeProblems(net, own.net, given, at);
  const message = `${own.net} has no matching net for the detector ${given.name}.`;
  const fitting = netsFitting(detector).join(', ');
  const hint = `Name one: { name: ${given.name}, net: ... }. Nets for the detector ${given.name}: ${fitting}.`;
  return [{ path: at, message, hint }];
}

/** Whether the experiment's own detector has a net that it can use; where not, its own rules say so. */
function isOwnNetFitting({ name, net }: Experiment['detector']): boolean {
  return netsFitting(detectorNamed(name)).includes(net);
}

/** All detectors of an experiment see the same images. */
function shapeProblems(
  net: string,
  ownNet: string,
  { name }: GivenDetector,
  path: RuleProblem['path'],
): RuleProblem[] {
  const [shape, ownShape] = [shapeTakenBy(nets[net]!), shapeTakenBy(nets[ownNet]!)];
  if (isSameShape(shape, ownShape)) return [];
  const message = `${net}, the net of the baseline ${name}, takes images of ${formatShape(shape)}, not ${formatShape(ownShape)} as ${ownNet} does.`;
  return [{ path, message, hint: 'Choose nets that take the same images.' }];
}

function nominalLabelProblems(
  { dataset }: Experiment,
  { name }: GivenDetector,
  at: RuleProblem['path'],
): RuleProblem[] {
  if (dataset.nominalLabel === 0 || detectorNamed(name).learnsFrom !== 'nominal') return [];
  const message = `The baseline ${name} gives low scores to nominal images, so that their label must be 0.`;
  return [{ path: at, message, hint: `Leave ${name} out, or write nominalLabel: 0.` }];
}
