import { resolve } from 'node:path';
import { type DataSetEntry, storedShapeOf } from '@fcdd/data/catalogue';
import { resolveEngine } from '@fcdd/engine/choice';
import { UserError } from '@fcdd/errors';
import {
  type RuleProblem,
  type RuleVerdict,
  type Rules,
  allowedWords,
  describeValue,
  didYouMean,
} from '@fcdd/experiment';
import { type ImageShape, formatShape, isSameShape } from '@fcdd/images/shape';
import { type NetEntry, netFor, nets } from '@fcdd/models/catalogue';
import { objectives } from '@fcdd/models/objectives';
import type { EngineChoice } from '@fcdd/stage';
import type { Experiment, ResolvedExperiment } from '../experiment.ts';
import {
  type DataSetFacts,
  dataSetFacts,
  fitProblems,
  preprocessingProblems,
  resolveClasses,
  resolveSource,
} from './dataset.ts';
import { resolveParameters } from './noise-parameters.ts';
import { pathProblems } from './path.ts';
import { dataSetOutlierPath, hasTrainingMaps, resolveExcluded, supervisionProblems } from './supervision.ts';

/**
 * What the data set, net, objective, supervision and machine allow together.
 * @param pipelines names of the pipelines that there are
 * @param folder to which paths in the experiment are relative
 */
export function experimentRules(pipelines: string[], folder: string): Rules<ResolvedExperiment> {
  return (checked): RuleVerdict<ResolvedExperiment> => {
    const experiment = checked as unknown as Experiment;
    const dataSet = dataSetFacts(experiment, folder);
    const classes = resolveClasses(experiment, dataSet);
    const engine = resolveEngineOf(experiment);
    const problems = [
      ...pipelineProblems(experiment, pipelines),
      ...dataSet.problems,
      ...classes.problems,
      ...preprocessingProblems(experiment, dataSet),
      ...fitProblems(experiment, dataSet),
      ...supervisionProblems(experiment, dataSet, folder),
      ...objectiveProblems(experiment, dataSet),
      ...accumulationProblems(experiment),
      ...modelProblems(experiment, dataSet.entry),
      ...weightsProblems(experiment, folder),
      ...engine.problems,
    ];
    if (problems.length || !engine.choice) return { problems };
    const { path: dataSetPath, ...dataset } = experiment.dataset;
    const { path: outlierPath, ...supervision } = experiment.supervision;
    const shape = shapeTakenBy(nets[experiment.model.net]!);
    const weights = resolveWeights(experiment, folder);
    const resolved: ResolvedExperiment = {
      ...experiment,
      model: { ...experiment.model, weights },
      initialization: weights === null ? 'random' : 'weights',
      dataset: {
        ...dataset,
        classes: classes.indices,
        source: resolveSource(dataSetPath, folder),
        shape,
        storedShape: storedShapeOf(dataset.name, shape),
      },
      supervision: {
        ...supervision,
        origin: resolveSource(outlierPath ?? dataSetOutlierPath(experiment), folder),
        exclude: resolveExcluded(experiment, dataSet),
        parameters: resolveParameters(experiment.supervision),
      },
      training: { ...experiment.training, seeds: resolveSeeds(experiment.training.seeds) },
      engine: { ...engine.choice, threads: experiment.engine.threads },
    };
    return { problems: [], resolved };
  };
}

function pipelineProblems({ pipeline }: Experiment, pipelines: string[]): RuleProblem[] {
  if (pipelines.includes(pipeline)) return [];
  const message = `There is no pipeline ${describeValue(pipeline)}.`;
  return [{ path: ['pipeline'], message, hint: allowedWords(pipelines, pipeline) }];
}

function objectiveProblems(experiment: Experiment, dataSet: DataSetFacts): RuleProblem[] {
  const { dataset, training, supervision, heatmaps } = experiment;
  const { objective } = training;
  const { mode } = supervision;
  const problems: RuleProblem[] = [];
  if (!objectives[objective].takesAnomalies && mode !== 'unsupervised')
    problems.push({
      path: ['supervision', 'mode'],
      message: `The objective ${objective} is trained without anomalies, but the supervision mode is ${mode}.`,
      hint: 'Write mode: unsupervised and source: null.',
    });
  if (
    objectives[objective].takesAnomalies &&
    !objectives[objective].takesMaps &&
    mode === 'malformed_normal_gt'
  )
    problems.push({
      path: ['supervision', 'mode'],
      message: `The objective ${objective} learns nothing from the ground-truth maps of ${mode}.`,
      hint: 'Write mode: malformed_normal, which makes the same anomalies, or objective: fcdd.',
    });
  if (dataset.nominalLabel === 1 && mode === 'unsupervised')
    problems.push({
      path: ['dataset', 'nominalLabel'],
      message:
        'Nominal images of label 1 alone are nothing to learn from: anomalies have to be told from them.',
      hint: 'Write nominalLabel: 0, or another supervision mode.',
    });
  if (training.gaussStd !== null && (objective !== 'fcdd' || !hasTrainingMaps(experiment, dataSet)))
    problems.push({
      path: ['training', 'gaussStd'],
      message: 'Only fcdd that learns from ground-truth maps upsamples in training.',
      hint: 'Write gaussStd: null, or the supervision mode malformed_normal_gt; heatmaps.gaussStd is for heatmaps.',
    });
  if (objective !== 'hsc' && heatmaps.gradient !== 'grad')
    problems.push({
      path: ['heatmaps', 'gradient'],
      message: `Heatmaps of the objective ${objective} show no gradient.`,
      hint: 'Leave the gradient out: it is for the objective hsc.',
    });
  return problems;
}

function accumulationProblems({ training: { accumulate, batchSize } }: Experiment): RuleProblem[] {
  if (accumulate <= batchSize) return [];
  const message = `A batch of ${batchSize} images does not have ${accumulate} parts.`;
  return [
    { path: ['training', 'accumulate'], message, hint: `Write at most ${batchSize}, or a larger batchSize.` },
  ];
}

function modelProblems({ dataset, model, training }: Experiment, dataSet: DataSetEntry): RuleProblem[] {
  const path = ['model', 'net'];
  try {
    const net = netFor(model.net, training.objective);
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

/** Why the net cannot take the data set's images, if so. */
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

function shapeTakenBy({ inputShape }: Pick<NetEntry, 'inputShape'>): ImageShape {
  const [height, width, channels] = inputShape;
  return { height, width, channels };
}

function netsFor({ shape }: DataSetEntry, { objective }: Experiment['training']): string {
  const fitting = Object.entries(nets).filter(
    ([, net]) =>
      (shape === null || isSameShape(shapeTakenBy(net), shape)) && net.objectives.includes(objective),
  );
  const names = fitting.map(([name]) => name).join(', ') || 'none';
  const images = shape === null ? '' : `${formatShape(shape)} and `;
  return `Nets for ${images}the objective ${objective}: ${names}.`;
}

function weightsProblems({ model: { weights } }: Experiment, folder: string): RuleProblem[] {
  return weights === null ? [] : pathProblems(['model', 'weights'], weights, folder, 'file');
}

function resolveWeights({ model: { net, weights } }: Experiment, folder: string): string | null {
  if (weights !== null) return resolve(folder, weights);
  return nets[net]!.pretrained?.source ?? null;
}

function resolveEngineOf({ engine }: Experiment): { choice?: EngineChoice; problems: RuleProblem[] } {
  const { backend, device } = engine;
  try {
    return { choice: resolveEngine({ backend, device }), problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const path = ['engine', device === 'auto' ? 'backend' : 'device'];
    return { problems: [{ path, message: error.message, hint: error.hint }] };
  }
}

function resolveSeeds(seeds: number | number[]): number[] {
  return typeof seeds === 'number' ? Array.from({ length: seeds }, (_, seed) => seed) : seeds;
}
