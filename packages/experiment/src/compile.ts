import { isAbsolute } from 'node:path';
import type { EngineChoice, MatrixPoint, StageGraph, StageNode } from '@fcdd/stage';
import { type Conditions, hold, splitConditions } from './conditions.ts';
import { idOf } from './id.ts';
import { combinationsOf, indexPoints } from './matrix.ts';
import { inOrderOfNeeds } from './order.ts';
import type { Need, Pipeline, PipelineStage } from './pipeline.ts';
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
  const made = combinationsOf(stage.matrix, scope).flatMap(({ matrix, each }) => {
    const inner = { ...scope, matrix, each };
    if (!hold(ofPoints, inner)) return [];
    return repeatInSeries(stage.series, inner, (scope) => nodeAt(matrix, scope));
  });
  checkOwnPoints(stage, made);
  return made;
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
      needs: Object.fromEntries(fed.map(({ input, idsFor }) => [input, idsFor(matrix, scope)])),
      ...(resources && { resources }),
      results: foldersIn(scope),
    };
  };
}

interface Feed {
  input: string;
  /** Points at which the input is fed. */
  when: Conditions;
  /** Returns the nodes that feed the input at the point of a scope. */
  idsFor(point: MatrixPoint, scope: Scope): string[];
}

/** Leaves out inputs whose stage was left out by its conditions. */
function feedsOf(stage: PipelineStage, nodes: Map<string, StageNode[]>, { stages }: Pipeline): Feed[] {
  return [...stage.needs].flatMap(([input, need]) => {
    const { stage: name, place, when, at } = need;
    const { matrix } = stages.find((other) => other.name === name)!;
    checkAxes(at, matrix, name);
    if (name === stage.name) return [{ input, when, idsFor: ownPointAt(name, need) }];
    const candidates = nodes.get(name);
    if (!candidates) return [];
    const find = indexPoints(
      lastOfSeries(candidates),
      [...matrix.keys()].filter((axis) => stage.matrix.has(axis) || at.has(axis)),
    );
    const pointIn = createPointResolver(at);
    const idsFor = (point: MatrixPoint, scope: Scope) => {
      const found = find(pointIn(point, scope));
      if (found.length) return found.map(({ id }) => id);
      const message = `There is no ${describeValue(name)} for ${describeValue(idOf(stage.name, point))}.`;
      throw new ProblemsError([{ place, message, hint: 'Give both the same matrix.' }]);
    };
    return [{ input, when, idsFor }];
  });
}

/** Finds the node of a stage that feeds its other points. */
function ownPointAt(name: string, { at, place }: Need): Feed['idsFor'] {
  const pointIn = createPointResolver(at);
  return (point, scope) => {
    const needed = idOf(name, pointIn(point, scope));
    if (needed !== idOf(name, point)) return [needed];
    const message = `The stage needs itself at the point ${describeValue(needed)}.`;
    const hint = 'Add a condition to the need that does not hold there: when.';
    throw new ProblemsError([{ place, message, hint }]);
  };
}

/** Makes a function that replaces values of a point by those that a need declares for some axes. */
function createPointResolver(at: Need['at']): (point: MatrixPoint, scope: Scope) => MatrixPoint {
  if (at.size === 0) return (point) => point;
  const resolvers = [...at].map(([axis, { value }]) => [axis, createResolver(value)] as const);
  return (point, scope) => ({
    ...point,
    ...Object.fromEntries(resolvers.map(([axis, resolve]) => [axis, resolve(scope) as string | number])),
  });
}

function checkAxes(at: Need['at'], matrix: PipelineStage['matrix'], stage: string): void {
  const problems = [...at]
    .filter(([axis]) => !matrix.has(axis))
    .map(([axis, { keyPlace }]) => ({
      place: keyPlace,
      message: `The stage ${describeValue(stage)} has no matrix axis ${describeValue(axis)}.`,
      hint: allowedWords([...matrix.keys()], axis),
    }));
  if (problems.length) throw new ProblemsError(problems);
}

/** @throws ProblemsError where a node needs a point of its own stage that there is not */
function checkOwnPoints(stage: PipelineStage, nodes: StageNode[]): void {
  const own = [...stage.needs].filter(([, { stage: name }]) => name === stage.name);
  if (own.length === 0) return;
  const ids = new Set(nodes.map(({ id }) => id));
  for (const [input, { place }] of own) {
    const missing = nodes.flatMap(({ needs }) => needs[input] ?? []).find((id) => !ids.has(id));
    if (missing === undefined) continue;
    throw new ProblemsError([{ place, message: `There is no ${describeValue(missing)}.` }]);
  }
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
