import { isAbsolute } from 'node:path';
import type { EngineChoice, MatrixPoint, StageGraph, StageNode } from '@fcdd/stage';
import { type Conditions, hold, splitConditions } from './conditions.ts';
import { idOf } from './id.ts';
import { combinationsOf, indexPoints } from './matrix.ts';
import { inOrderOfNeeds } from './order.ts';
import type { Pipeline, PipelineStage } from './pipeline.ts';
import type { Placed } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { type Scope, resolveReferences } from './references.ts';
import { lastOfSeries, repeatInSeries } from './series.ts';
import { allowedWords, describeValue } from './words.ts';

/** What every experiment has, whatever its pipeline reads from it. */
export interface CompilableExperiment {
  name: string;
  engine: EngineChoice;
}

/**
 * The graph of stages that a pipeline makes of an experiment. A stage's input is fed by the nodes of the needed stage
 * that have the same values on the matrix axes that both share.
 * @throws ProblemsError, with places in the pipeline's file, for unknown stages and references, cycles, needs that
 * nothing meets
 */
export function compileExperiment(experiment: CompilableExperiment, pipeline: Pipeline): StageGraph {
  const scope: Scope = { ...experiment, experiment };
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

/** None where the stage's conditions do not hold. */
function nodesOf(
  stage: PipelineStage,
  scope: Scope,
  nodes: Map<string, StageNode[]>,
  pipeline: Pipeline,
): StageNode[] {
  const { general, ofPoints } = splitConditions(stage.when);
  if (!hold(general, scope)) return [];
  const feeds = feedsOf(stage, nodes, pipeline);
  return combinationsOf(stage.matrix, scope).flatMap((combination) => {
    const inner = { ...scope, ...combination };
    if (!hold(ofPoints, inner)) return [];
    return repeatInSeries(stage.series, inner, (scope) => nodeOf(stage, combination.matrix, feeds, scope));
  });
}

/** @param scope of the point */
function nodeOf(stage: PipelineStage, matrix: MatrixPoint, feeds: Feed[], scope: Scope): StageNode {
  const fed = feeds.filter(({ when }) => hold(when, scope));
  return {
    id: idOf(stage.name, matrix),
    stage: stage.name,
    uses: stage.uses,
    matrix,
    parameters: stage.with ? parametersOf(stage.with, scope) : {},
    needs: Object.fromEntries(fed.map(({ input, idsFor }) => [input, idsFor(matrix)])),
    ...(stage.resources && { resources: stage.resources }),
    results: stage.results ? [folderOf(stage.results, scope)] : [],
  };
}

interface Feed {
  input: string;
  /** The points at which it is fed. */
  when: Conditions;
  /** The nodes that feed the input of the node at a point. */
  idsFor(point: MatrixPoint): string[];
}

/** Inputs whose stage was left out by its conditions are left out. */
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
      const message = `No ${describeValue(name)} is there for ${describeValue(idOf(stage.name, point))}.`;
      throw new ProblemsError([{ place, message, hint: 'Give both the same matrix.' }]);
    };
    return [{ input, when, idsFor }];
  });
}

function parametersOf(placed: Placed, scope: Scope): Record<string, unknown> {
  const parameters = resolveReferences(placed, scope);
  if (typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters))
    return parameters as Record<string, unknown>;
  const message = `Parameters must be a mapping, not ${describeValue(parameters)}.`;
  throw new ProblemsError([{ place: placed.place, message }]);
}

function folderOf(placed: Placed, scope: Scope): string {
  const folder = String(resolveReferences(placed, scope));
  if (!isAbsolute(folder) && !folder.split(/[/\\]/).includes('..')) return folder;
  const message = `The results folder ${describeValue(folder)} is outside of the experiment's.`;
  throw new ProblemsError([{ place: placed.place, message }]);
}
