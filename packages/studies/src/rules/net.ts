import { resolve } from 'node:path';
import type { DataSetEntry } from '@fcdd/data-sets/catalogue';
import { type DetectorDefinition, isNetFor, netFitting, netsFitting } from '@fcdd/detectors';
import { UserError, didYouMean } from '@fcdd/errors';
import type { RuleProblem } from '@fcdd/experiment';
import { type ImageShape, formatShape, isSameShape } from '@fcdd/images/shape';
import { type NetEntry, nets } from '@fcdd/nets/catalogue';
import type { Experiment } from '../experiment.ts';
import { pathProblems } from './path.ts';

/** A net for a detector, and the place of the detector in the experiment. */
interface ChosenNet {
  detector: DetectorDefinition;
  net: string;
  bias: boolean;
  at: RuleProblem['path'];
}

/** Checks that a detector can use a net, and the net the images of a data set. */
export function netProblems(
  { detector, net: name, bias, at }: ChosenNet,
  dataset: Pick<Experiment['dataset'], 'name'>,
  dataSet: DataSetEntry,
): RuleProblem[] {
  const path = [...at, 'net'];
  try {
    const net = netFitting(name, detector);
    const problems: RuleProblem[] = [];
    const misfit = shapeMisfit(name, net, dataset.name, dataSet);
    if (misfit) problems.push({ path, message: misfit, hint: netsFor(dataSet, detector) });
    if (net.needsBias && !bias)
      problems.push({ path: [...at, 'bias'], message: `${name} needs biases.`, hint: 'Write bias: true.' });
    return problems;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const isKnown = Object.hasOwn(nets, name);
    // A net that goes with the data set is meant rather than one that is a little nearer.
    const meant = isKnown
      ? undefined
      : (didYouMean(name, fittingNets(dataSet, detector)) ?? didYouMean(name, Object.keys(nets)));
    const hint = [meant, netsFor(dataSet, detector)].filter(Boolean).join(' ');
    return [{ path, message: error.message, hint }];
  }
}

/** Says why the net cannot take the data set's images; undefined if it can. */
export function shapeMisfit(
  netName: string,
  net: Pick<NetEntry, 'inputShape'>,
  dataSetName: string,
  { shape }: Pick<DataSetEntry, 'shape'>,
): string | undefined {
  const taken = shapeTakenBy(net);
  if (shape === null || isSameShape(taken, shape)) return undefined;
  return `${netName} takes images of ${formatShape(taken)}, but those of ${dataSetName} are ${formatShape(shape)}.`;
}

/** Returns the shape of the images that a net takes. */
export function shapeTakenBy({ inputShape }: Pick<NetEntry, 'inputShape'>): ImageShape {
  const [height, width, channels] = inputShape;
  return { height, width, channels };
}

/** Names of the nets that go with a detector and the images of a data set. */
function fittingNets({ shape }: DataSetEntry, detector: DetectorDefinition): string[] {
  return netsFitting(detector).filter(
    (name) => shape === null || isSameShape(shapeTakenBy(nets[name]!), shape),
  );
}

function netsFor(dataSet: DataSetEntry, detector: DetectorDefinition): string {
  const { shape } = dataSet;
  const fitting = fittingNets(dataSet, detector);
  const images = shape === null ? '' : `${formatShape(shape)} and `;
  return `Nets for ${images}the detector ${detector.name}: ${fitting.join(', ') || 'none'}.`;
}

/** The net for a detector that matches another net: that net itself, or its counterpart; undefined if there is none. */
export function matchingNet(
  net: string,
  detector: DetectorDefinition,
  known: Record<string, Pick<NetEntry, 'output' | 'counterparts'>> = nets,
): string | undefined {
  const entry = known[net];
  if (!entry) return undefined;
  return isNetFor(entry, detector) ? net : entry.counterparts?.[detector.fits.output];
}

/**
 * Checks the file that a net starts from.
 * @param at place of the detector
 * @param folder folder that paths are relative to
 */
export function weightsProblems(
  weights: string | null | undefined,
  at: RuleProblem['path'],
  folder: string,
): RuleProblem[] {
  return typeof weights === 'string' ? pathProblems([...at, 'weights'], weights, folder, 'file') : [];
}

/** Returns the initial weights of a net: a file's absolute path, the name of published weights, or null for random. */
export function resolveWeights(net: string, weights: string | null, folder: string): string | null {
  if (weights !== null) return resolve(folder, weights);
  return nets[net]!.pretrained?.source ?? null;
}
