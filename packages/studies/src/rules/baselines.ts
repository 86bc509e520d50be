import type { RuleProblem } from '@fcdd/experiment';
import { formatShape, isSameShape } from '@fcdd/images/shape';
import { detectorNamed } from '@fcdd/detectors';
import { type NetEntry, nets } from '@fcdd/nets/catalogue';
import type { Baseline, BaselineObjective, Experiment, ResolvedExperiment } from '../experiment.ts';
import { initializationFrom, resolveWeights, shapeTakenBy } from './model.ts';
import { resolveHeatmaps } from './training.ts';

export function baselineProblems({ baselines, dataset, model, training }: Experiment): RuleProblem[] {
  if (baselines.length === 0) return [];
  if (training.objective !== 'fcdd')
    return [
      {
        path: ['baselines'],
        message: `Baselines are compared with the objective fcdd, but the objective is ${training.objective}.`,
        hint: 'Write objective: fcdd with its net, or leave the baselines out.',
      },
    ];
  const net = Object.hasOwn(nets, model.net) ? nets[model.net]! : undefined;
  if (net?.output !== 'map') return [];
  return baselines.flatMap((objective, index): RuleProblem[] => {
    const path = ['baselines', index];
    const misfit = baselineMisfit(model.net, net, objective);
    if (misfit !== undefined) return [{ path, message: misfit, hint: netsWith(objective) }];
    if (objective !== 'ae' || dataset.nominalLabel === 0) return [];
    const message = 'The baseline ae gives low scores to nominal images, so that their label must be 0.';
    return [{ path, message, hint: 'Leave ae out, or write nominalLabel: 0.' }];
  });
}

/** Says why a net cannot be compared with a baseline; undefined if it can. */
export function baselineMisfit(
  netName: string,
  net: Pick<NetEntry, 'counterparts' | 'inputShape'>,
  objective: BaselineObjective,
): string | undefined {
  const name = net.counterparts?.[detectorNamed(objective).fits.output];
  if (name === undefined) return `${netName} has no baseline ${objective}.`;
  const [shape, ownShape] = [nets[name]!, net].map(shapeTakenBy);
  if (isSameShape(shape!, ownShape!)) return undefined;
  return `${name}, the baseline ${objective} of ${netName}, takes images of ${formatShape(shape!)}, not ${formatShape(ownShape!)}.`;
}

/** A resolved experiment without its baselines. */
type Compared = Omit<ResolvedExperiment, 'baselines' | 'hasBaselines'>;

const objectives: BaselineObjective[] = ['hsc', 'ae'];

/**
 * Resolves how each baseline is trained and shown: like the experiment, with the net and the settings of its objective.
 * @param folder folder that paths in the experiment are relative to
 */
export function resolveBaselines(
  experiment: Experiment,
  resolved: Compared,
  folder: string,
): ResolvedExperiment['baselines'] {
  // Pictures show them in this order, whatever the order in the file.
  const compared = objectives.filter((objective) => experiment.baselines.includes(objective));
  return Object.fromEntries(
    compared.map((objective) => [objective, resolveBaseline(objective, experiment, resolved, folder)]),
  );
}

function resolveBaseline(
  objective: BaselineObjective,
  experiment: Experiment,
  { supervision, training }: Compared,
  folder: string,
): Baseline {
  const net = nets[experiment.model.net]!.counterparts![detectorNamed(objective).fits.output]!;
  // A file of weights is of what both nets are pretrained with, or of the experiment's net alone.
  const ownWeights = nets[net]!.pretrained ? experiment.model.weights : null;
  const weights = resolveWeights({ model: { net, weights: ownWeights } }, folder);
  return {
    objective,
    model: { ...experiment.model, net, weights },
    initialization: initializationFrom({ weights }),
    supervision: objective === 'ae' ? unsupervised : withoutMaps(supervision),
    training: { ...training, objective, gaussStd: null },
    heatmaps: resolveHeatmaps(experiment.heatmaps, objective),
  };
}

/** Independent of the experiment's anomalies, so that another source of them does not train it again. */
const unsupervised: Baseline['supervision'] = {
  mode: 'unsupervised',
  source: null,
  limit: null,
  online: true,
  parameters: null,
};

/** Keeps the anomalies without their maps: only fcdd learns where in an image they are. */
function withoutMaps({
  mode,
  source,
  limit,
  online,
  parameters,
}: Compared['supervision']): Baseline['supervision'] {
  return {
    mode: mode === 'malformed_normal_gt' ? 'malformed_normal' : mode,
    source,
    limit,
    online,
    parameters,
  };
}

function netsWith(objective: BaselineObjective): string {
  const names = Object.keys(nets).filter(
    (name) => nets[name]!.counterparts?.[detectorNamed(objective).fits.output] !== undefined,
  );
  return `Nets with a baseline ${objective}: ${names.join(', ')}.`;
}
