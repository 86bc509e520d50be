import { isAbsolute } from 'node:path';
import type { EngineChoice, MatrixPoint, StageGraph, StageNode } from '@fcdd/stage';
import { type Conditions, hold, splitConditions } from './conditions.ts';
import { idOf } from './id.ts';
import { combinationsOf, indexPoints } from './matrix.ts';
import { inOrderOfNeeds } from './order.ts';
import type { Pipeline, PipelineStage } from './pipeline.ts';
import type { Placed } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { type Scope, createResolver } from './references.ts';
import { lastOfSeries, repeatInSeries } from './series.ts';
import { allowedWords, describeValue } from './words.ts';

/** Parts of every experiment, whatever its pipeline reads. */
export interface CompilableExperiment {
  name: string;
  engine: EngineChoice;
}

/**
 * Compiles an experiment with a pipeline to a graph of stages. The nodes that feed a stage's input are those of the
 * needed stage with the same values on the matrix axes that both have.
 * @throws ProblemsError, with places in the pipeline's file, for unknown stages and references, cycles, and unmet needs
 */
export function compileExperiment(experiment: CompilableExperiment, pipeline: Pipeline): StageGraph {
  const scope: Scope = { experiment };
  checkNeeds(pipeline);
  const ordered = inOrderOfNeeds(pipeline.stages);
  const nodes = new Map<string, StageNode[]>();
  const problems: Problem[] = [];
  for (const stage of ordered) {
    try {
      const found = nodesOf(stage, scope, nodes, pipeline);
      if (found.length) nodes.set(stage.name, found);
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new ProblemsError(problems);
  const { backend, device } = experiment.engine;
  return {
    experiment: experiment.name,
    configuration: experiment,
    engine: { backend, device },
    nodes: [...nodes.values()].flat(),
  };
}

function checkNeeds({ stages }: Pipeline): void {
  const names = stages.map(({ name }) => name);
  const problems: Problem[] = [];
  for (const { stage, place } of stages.flatMap(({ needs }) => [...needs.values()])) {
    if (names.includes(stage)) continue;
    const message = `There is no stage ${describeValue(stage)}.`;
    problems.push({ place, message, hint: allowedWords(names, stage) });
  }
  if (problems.length) throw new ProblemsError(problems);
}

/** Returns no nodes if the stage's conditions do not hold. */
function nodesOf(
  stage: PipelineStage,
  scope: Scope,
  nodes: Map<string, StageNode[]>,
  pipeline: Pipeline,
): StageNode[] {
  const { general, ofPoints } = splitConditions(stage.when);
  if (!hold(general, scope)) return [];
  const nodeAt = createNodes(stage, feedsOf(stage, nodes, pipeline));
  return combinationsOf(stage.matrix, scope).flatMap(({ matrix, each }) => {
    const inner = { ...scope, matrix, each };
    if (!hold(ofPoints, inner)) return [];
    return repeatInSeries(stage.series, inner, (scope) => nodeAt(matrix, scope));
  });
}

/** Makes a function that makes the node of a point in the point's scope. */
function createNodes(
  { name, uses, role, resources, with: given, results }: PipelineStage,
  feeds: Feed[],
): (matrix: MatrixPoint, scope: Scope) => StageNode {
  const parametersIn = given ? createParameters(given) : () => ({});
  const foldersIn = results ? createFolders(results) : () => [];
  return (matrix, scope) => {
    const fed = feeds.filter(({ when }) => hold(when, scope));
    return {
      id: idOf(name, matrix),
      stage: name,
      uses,
      ...(role && { role }),
      matrix,
      parameters: parametersIn(scope),
      needs: Object.fromEntries(fed.map(({ input, idsFor }) => [input, idsFor(matrix)])),
      ...(resources && { resources }),
      results: foldersIn(scope),
    };
  };
}

interface Feed {
  input: string;
  /** Points at which the input is fed. */
  when: Conditions;
  /** Returns the nodes that feed the input at a point. */
  idsFor(point: MatrixPoint): string[];
}

/** Leaves out inputs whose stage was left out by its conditions. */
function feedsOf(stage: PipelineStage, nodes: Map<string, StageNode[]>, { stages }: Pipeline): Feed[] {
  return [...stage.needs].flatMap(([input, { stage: name, place, when }]) => {
    const candidates = nodes.get(name);
    if (!candidates) return [];
    const axes = [...stages.find((other) => other.name === name)!.matrix.keys()];
    const find = indexPoints(
      lastOfSeries(candidates),
      axes.filter((axis) => stage.matrix.has(axis)),
    );
    const idsFor = (point: MatrixPoint) => {
      const found = find(point);
      if (found.length) return found.map(({ id }) => id);
      const message = `There is no ${describeValue(name)} for ${describeValue(idOf(stage.name, point))}.`;
      throw new ProblemsError([{ place, message, hint: 'Give both the same matrix.' }]);
    };
    return [{ input, when, idsFor }];
  });
}

function createParameters(placed: Placed): (scope: Scope) => Record<string, unknown> {
  const resolve = createResolver(placed);
  return (scope) => {
    const parameters = resolve(scope);
    if (typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters))
      return parameters as Record<string, unknown>;
    const message = `Parameters must be a mapping, not ${describeValue(parameters)}.`;
    throw new ProblemsError([{ place: placed.place, message }]);
  };
}

function createFolders(placed: Placed): (scope: Scope) => string[] {
  const resolve = createResolver(placed);
  return (scope) => {
    const folder = String(resolve(scope));
    if (!isAbsolute(folder) && !folder.split(/[/\\]/).includes('..')) return [folder];
    const message = `The results folder ${describeValue(folder)} is outside of the experiment's folder.`;
    throw new ProblemsError([{ place: placed.place, message }]);
  };
}
