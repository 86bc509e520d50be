import { resolve } from 'node:path';
import type { DataSetEntry } from '@fcdd/data-sets/catalogue';
import { UserError, didYouMean } from '@fcdd/errors';
import type { RuleProblem } from '@fcdd/experiment';
import { type ImageShape, formatShape, isSameShape } from '@fcdd/images/shape';
import { detectorNamed, netFitting, netsFitting } from '@fcdd/detectors';
import { type NetEntry, nets } from '@fcdd/nets/catalogue';
import type { Experiment, ResolvedExperiment } from '../experiment.ts';
import { pathProblems } from './path.ts';

export function modelProblems(
  { dataset, model, training }: Experiment,
  dataSet: DataSetEntry,
): RuleProblem[] {
  const path = ['model', 'net'];
  try {
    const net = netFitting(model.net, detectorNamed(training.objective));
    const problems: RuleProblem[] = [];
    const misfit = shapeMisfit(model.net, net, dataset.name, dataSet);
    if (misfit) problems.push({ path, message: misfit, hint: netsFor(dataSet, training) });
    if (net.needsBias && !model.bias)
      problems.push({
        path: ['model', 'bias'],
        message: `${model.net} needs biases.`,
        hint: 'Write bias: true.',
      });
    return problems;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const meant = Object.hasOwn(nets, model.net) ? undefined : didYouMean(model.net, Object.keys(nets));
    const hint = [meant, netsFor(dataSet, training)].filter(Boolean).join(' ');
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

function netsFor({ shape }: DataSetEntry, { objective }: Experiment['training']): string {
  const fitting = netsFitting(detectorNamed(objective)).filter(
    (name) => shape === null || isSameShape(shapeTakenBy(nets[name]!), shape),
  );
  const names = fitting.join(', ') || 'none';
  const images = shape === null ? '' : `${formatShape(shape)} and `;
  return `Nets for ${images}the objective ${objective}: ${names}.`;
}

/** @param folder folder that paths are relative to */
export function weightsProblems({ model: { weights } }: Experiment, folder: string): RuleProblem[] {
  return weights === null ? [] : pathProblems(['model', 'weights'], weights, folder, 'file');
}

/** Returns the initial weights of a net: a file's absolute path, the name of published weights, or null for random. */
export function resolveWeights(
  { model: { net, weights } }: { model: Pick<Experiment['model'], 'net' | 'weights'> },
  folder: string,
): string | null {
  if (weights !== null) return resolve(folder, weights);
  return nets[net]!.pretrained?.source ?? null;
}

export function initializationFrom({
  weights,
}: Pick<ResolvedExperiment['model'], 'weights'>): ResolvedExperiment['initialization'] {
  return weights === null ? 'random' : 'weights';
}
