import { storedShapeOf } from '@fcdd/data-sets/catalogue';
import { resolveEngine } from '@fcdd/engine/choice';
import { UserError } from '@fcdd/errors';
import {
  type RuleProblem,
  type RuleVerdict,
  type Rules,
  allowedWords,
  describeValue,
} from '@fcdd/experiment';
import { nets } from '@fcdd/nets/catalogue';
import type { EngineChoice } from '@fcdd/stage';
import type { Experiment, ResolvedExperiment } from '../experiment.ts';
import { baselineProblems } from './baselines.ts';
import {
  dataSetFacts,
  fitProblems,
  hasTestMaps,
  preprocessingProblems,
  resolveClasses,
  resolveSource,
} from './dataset.ts';
import { detectorProblems } from './detector.ts';
import { shapeTakenBy } from './net.ts';
import { resolveParameters } from './noise-parameters.ts';
import { resolveDetectors } from './resolve-detectors.ts';
import { dataSetOutlierPath, resolveExcluded, supervisionProblems, usesOutliers } from './supervision.ts';
import { sweepProblems } from './sweep.ts';
import { accumulationProblems, resolveTraining } from './training.ts';

/**
 * Returns the rules that data set, net, objective, supervision and machine must meet together.
 * @param pipelines names of the known pipelines
 * @param folder folder that paths in the experiment are relative to
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
      ...detectorProblems(experiment, dataSet, folder),
      ...accumulationProblems(experiment),
      ...baselineProblems(experiment, dataSet, folder),
      ...sweepProblems(experiment, dataSet),
      ...engine.problems,
    ];
    if (problems.length || !engine.choice) return { problems };
    const { path: dataSetPath, ...dataset } = experiment.dataset;
    const { path: outlierPath, ...supervision } = experiment.supervision;
    const shape = shapeTakenBy(nets[experiment.detector.net]!);
    const { detector: _detector, baselines: _baselines, sweep: _sweep, ...rest } = experiment;
    const learned = { ...supervision, parameters: resolveParameters(experiment.supervision) };
    const resolved: ResolvedExperiment = {
      ...rest,
      ...resolveDetectors(experiment, learned, folder),
      dataset: {
        ...dataset,
        preprocessing: dataset.preprocessing ?? dataSet.entry.usualPreprocessing,
        classes: classes.indices,
        source: resolveSource(dataSetPath, folder),
        hasTestMaps: hasTestMaps(dataSet),
        shape,
        storedShape: storedShapeOf(dataset.name, shape),
      },
      supervision: {
        ...learned,
        usesOutliers: usesOutliers(experiment.supervision),
        origin: resolveSource(outlierPath ?? dataSetOutlierPath(experiment), folder),
        exclude: resolveExcluded(experiment, dataSet),
      },
      training: resolveTraining(experiment.training),
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
