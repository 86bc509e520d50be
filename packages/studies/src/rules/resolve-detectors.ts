import { isSyntheticSource } from '@fcdd/anomalies/catalogue';
import { type DetectorDefinition, defaultsOf, detectorNamed, detectors } from '@fcdd/detectors';
import { nets } from '@fcdd/nets/catalogue';
import type {
  DetectorSupervision,
  DetectorValues,
  Experiment,
  GivenDetector,
  ResolvedDetector,
  ResolvedExperiment,
} from '../experiment.ts';
import { describedBaseline, labelOf } from './baselines.ts';
import { matchingNet, resolveWeights } from './net.ts';

/**
 * Resolves the detectors of an experiment: the one that it is about, then those that it is compared with, in the order of
 * the list of detectors, whatever their order in the file.
 * @param supervision the experiment's, resolved
 * @param folder folder that paths in the experiment are relative to
 */
export function resolveDetectors(
  { detector: own, baselines }: Experiment,
  supervision: DetectorSupervision,
  folder: string,
): Pick<ResolvedExperiment, 'detector' | 'detectors' | 'hasBaselines'> {
  const order = detectors.map(({ name }) => name);
  const compared = baselines
    .map((baseline) => matching(describedBaseline(baseline), own))
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const label = labelOf(own);
  const resolve = (given: GivenDetector, isBaseline: boolean): [string, ResolvedDetector] => [
    labelOf(given),
    resolveDetector(given, isBaseline, supervision, folder),
  ];
  const resolved = Object.fromEntries([
    resolve(own, false),
    ...compared.map((baseline) => resolve(baseline, true)),
  ]);
  const { fitting, explaining } = resolved[label]!;
  return {
    detector: { label, ...fitting, ...explaining },
    detectors: resolved,
    hasBaselines: compared.length > 0,
  };
}

/** A baseline with the net and weights that match the experiment's own detector, unless it has others. */
function matching(given: GivenDetector, own: Experiment['detector']): GivenDetector {
  const net = given.net ?? matchingNet(own.net, detectorNamed(given.name))!;
  // A file of weights serves both nets if they start from the same weights, else the experiment's net alone.
  const weights = nets[net]!.pretrained ? own.weights : null;
  return { bias: own.bias, weights, ...given, net };
}

function resolveDetector(
  given: GivenDetector,
  isBaseline: boolean,
  supervision: DetectorSupervision,
  folder: string,
): ResolvedDetector {
  const definition = detectorNamed(given.name);
  const { fitting, explaining } = definition.parameters;
  const chosen = valuesOf(fitting, given) as { net: string; weights?: string | null };
  const weights = resolveWeights(chosen.net, chosen.weights ?? null, folder);
  return {
    isBaseline,
    results: isBaseline ? `baselines/${labelOf(given)}/` : '',
    initialization: weights === null ? 'random' : 'weights',
    fitting: { name: given.name, ...chosen, weights } as DetectorValues,
    explaining: valuesOf(explaining, given),
    supervision: supervisionFor(definition, supervision),
  };
}

/** A value for each parameter: the given one, else the default. */
function valuesOf(
  schemas: DetectorDefinition['parameters']['fitting'],
  given: GivenDetector,
): Record<string, unknown> {
  const defaults = defaultsOf(schemas);
  return Object.fromEntries(Object.keys(schemas).map((name) => [name, given[name] ?? defaults[name]]));
}

/** Independent of the experiment's anomalies, so that another source of them does not train it again. */
const unsupervised: DetectorSupervision = {
  mode: 'unsupervised',
  source: null,
  limit: null,
  online: true,
  colour: 'auto',
  parameters: null,
};

/** The part of a supervision that a detector learns from. */
function supervisionFor(
  { learnsFrom }: DetectorDefinition,
  { mode, source, limit, online, colour, parameters }: DetectorSupervision,
): DetectorSupervision {
  if (learnsFrom === 'nominal') return unsupervised;
  const learned = learnsFrom === 'anomalies' && mode === 'malformed_normal_gt' ? 'malformed_normal' : mode;
  const isGenerated = source !== null && isSyntheticSource(source);
  // Images of another data set keep their colour, whatever this says: it must not train them again.
  return { mode: learned, source, limit, online, colour: isGenerated ? colour : 'auto', parameters };
}
