import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isSyntheticSource, supervisionModes, syntheticSources } from '@fcdd/anomalies/catalogue';
import { type DataSetEntry, dataSets, outlierSources } from '@fcdd/data/catalogue';
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
import { type ObjectiveName, objectives } from '@fcdd/models/objectives';
import type { EngineChoice } from '@fcdd/stage';

/** An experiment as its schema leaves it: checked one value at a time, defaults filled in. */
export interface Experiment {
  version: 1;
  name: string;
  description: string;
  pipeline: string;
  dataset: { name: string; classes: 'all' | (string | number)[]; preprocessing: string };
  supervision: {
    mode: keyof typeof supervisionModes;
    source: string | null;
    limit: number | null;
    online: boolean;
  };
  model: { net: string; bias: boolean; weights: string | null };
  training: {
    objective: ObjectiveName;
    gaussStd: number | null;
    seeds: number | number[];
    epochs: number;
    batchSize: number;
    accumulate: number;
  };
  heatmaps: { gaussStd: number | null; gradient: 'grad' | 'xgrad'; quantile: number; resolution: number };
  engine: { backend: EngineOption<'backend'>; device: string; threads: number | null };
}

type EngineOption<Key extends keyof EngineChoice> = 'auto' | EngineChoice[Key];

/** An experiment as pipelines read it: names looked up, shorthands written out. */
export interface ResolvedExperiment extends Experiment {
  dataset: Experiment['dataset'] & {
    /** Indices. */
    classes: number[];
    shape: ImageShape;
  };
  model: Experiment['model'] & {
    /** Absolute path of a file, or name of published weights; null: random. */
    weights: string | null;
  };
  /** What nets start from. */
  initialization: 'random' | 'weights';
  training: Experiment['training'] & { seeds: number[] };
  engine: EngineChoice & { threads: number | null };
}

/**
 * What the data set, net, objective, supervision and machine allow together.
 * @param pipelines names of the pipelines that there are
 * @param folder to which paths in the experiment are relative
 */
export function experimentRules(pipelines: string[], folder: string): Rules<ResolvedExperiment> {
  return (checked): RuleVerdict<ResolvedExperiment> => {
    const experiment = checked as unknown as Experiment;
    const dataSet = dataSets[experiment.dataset.name]!;
    const classes = resolveClasses(experiment, dataSet);
    const engine = resolveEngineOf(experiment);
    const problems = [
      ...pipelineProblems(experiment, pipelines),
      ...classes.problems,
      ...preprocessingProblems(experiment, dataSet),
      ...supervisionProblems(experiment),
      ...objectiveProblems(experiment),
      ...accumulationProblems(experiment),
      ...modelProblems(experiment, dataSet),
      ...weightsProblems(experiment, folder),
      ...engine.problems,
    ];
    if (problems.length || !engine.choice) return { problems };
    const weights = resolveWeights(experiment, folder);
    const resolved: ResolvedExperiment = {
      ...experiment,
      model: { ...experiment.model, weights },
      initialization: weights === null ? 'random' : 'weights',
      dataset: { ...experiment.dataset, classes: classes.indices, shape: dataSet.shape },
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

function resolveClasses(
  { dataset }: Experiment,
  { classes }: DataSetEntry,
): { indices: number[]; problems: RuleProblem[] } {
  if (dataset.classes === 'all') return { indices: classes.map((_, index) => index), problems: [] };
  const indices = dataset.classes.map((item) => (typeof item === 'number' ? item : classes.indexOf(item)));
  const problems = dataset.classes.flatMap((item, position): RuleProblem[] => {
    const path = ['dataset', 'classes', position];
    const name = classes[indices[position]!];
    if (name === undefined)
      return [
        {
          path,
          message: `${dataset.name} has no class ${describeValue(item)}.`,
          hint: `${allowedWords(classes, item)} Or their indices, from 0 to ${classes.length - 1}.`,
        },
      ];
    const given = indices.indexOf(indices[position]!) < position;
    return given ? [{ path, message: `The class ${describeValue(name)} is given twice.` }] : [];
  });
  return { indices, problems };
}

function preprocessingProblems({ dataset }: Experiment, { preprocessings }: DataSetEntry): RuleProblem[] {
  if ((preprocessings as string[]).includes(dataset.preprocessing)) return [];
  const message = `${dataset.name} has no preprocessing ${describeValue(dataset.preprocessing)}.`;
  return [{ path: ['dataset', 'preprocessing'], message, hint: allowedWords(preprocessings) }];
}

function supervisionProblems({ dataset, supervision }: Experiment): RuleProblem[] {
  const { mode, source, limit } = supervision;
  const { usesSource } = supervisionModes[mode];
  const path = ['supervision', 'source'];
  const others = [...Object.keys(outlierSources), ...Object.keys(syntheticSources)].filter(
    (name) => name !== dataset.name,
  );
  if (usesSource && source === null)
    return [
      {
        path,
        message: `The supervision mode ${mode} needs a source of anomalies.`,
        hint: allowedWords(others),
      },
    ];
  if (!usesSource && source !== null)
    return [
      {
        path,
        message: `The supervision mode ${mode} takes no source of anomalies, but it is ${describeValue(source)}.`,
        hint: 'Write source: null, or another mode: noise or malformed_normal.',
      },
    ];
  const problems: RuleProblem[] = [];
  if (source === dataset.name)
    problems.push({
      path,
      message: `${source} is the data set itself: its nominal images would be trained as anomalies.`,
      hint: allowedWords(others),
    });
  if (limit !== null && (source === null || isSyntheticSource(source)))
    problems.push({
      path: ['supervision', 'limit'],
      message: `A limit is for outlier data sets (${Object.keys(outlierSources).join(', ')}), not for ${source ?? `the mode ${mode}`}.`,
      hint: 'Write limit: null.',
    });
  return problems;
}

function objectiveProblems({ training, supervision, heatmaps }: Experiment): RuleProblem[] {
  const { objective } = training;
  const problems: RuleProblem[] = [];
  if (!objectives[objective].takesAnomalies && supervision.mode !== 'unsupervised')
    problems.push({
      path: ['supervision', 'mode'],
      message: `The objective ${objective} is trained without anomalies, but the supervision mode is ${supervision.mode}.`,
      hint: 'Write mode: unsupervised and source: null.',
    });
  if (training.gaussStd !== null && (objective !== 'fcdd' || supervision.mode !== 'malformed_normal_gt'))
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
  if (isSameShape(taken, shape)) return undefined;
  return `${netName} takes images of ${formatShape(taken)}, but those of ${dataSetName} are ${formatShape(shape)}.`;
}

function shapeTakenBy({ inputShape }: Pick<NetEntry, 'inputShape'>): ImageShape {
  const [height, width, channels] = inputShape;
  return { height, width, channels };
}

function netsFor({ shape }: DataSetEntry, { objective }: Experiment['training']): string {
  const fitting = Object.entries(nets).filter(
    ([, net]) => isSameShape(shapeTakenBy(net), shape) && net.objectives.includes(objective),
  );
  const names = fitting.map(([name]) => name).join(', ') || 'none';
  return `Nets for ${formatShape(shape)} and the objective ${objective}: ${names}.`;
}

function weightsProblems({ model: { weights } }: Experiment, folder: string): RuleProblem[] {
  if (weights === null) return [];
  const path = resolve(folder, weights);
  const state = stateOf(path);
  if (state?.isFile()) return [];
  const message = state
    ? `${describeValue(weights)} is no file${state.isDirectory() ? ' but a folder' : ''}.`
    : `There is no file ${describeValue(weights)}.`;
  const hint = `Its path is relative to the experiment's file: it was looked for at ${path}.`;
  return [{ path: ['model', 'weights'], message, hint }];
}

/** Of what is at a path; undefined where nothing is, or links lead in circles. */
function stateOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
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
