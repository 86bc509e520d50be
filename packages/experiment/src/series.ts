import type { StageNode } from '@fcdd/stage';
import { idOf } from './id.ts';
import { combinationsOf } from './matrix.ts';
import type { Series } from './pipeline.ts';
import type { Scope } from './references.ts';

/**
 * Makes the nodes of a stage at one point of its matrix: one, or a chain of one for each value of its series. Only the
 * last shows its results and has the point's own id.
 * @param nodeIn makes the node in a scope
 * @throws ProblemsError for values that are not a list of different texts or numbers
 */
export function repeatInSeries(
  series: Series | undefined,
  scope: Scope,
  nodeIn: (scope: Scope) => StageNode,
): StageNode[] {
  if (!series) return [nodeIn(scope)];
  const { name, values, input } = series;
  const nodes: StageNode[] = [];
  const steps = combinationsOf(new Map([[name, values]]), scope).map(({ matrix }) => matrix);
  for (const step of steps) {
    const node = nodeIn({ ...scope, series: step });
    const before = nodes.at(-1);
    if (before) node.needs[input] = [before.id];
    const isLast = nodes.length + 1 === steps.length;
    nodes.push(isLast ? node : { ...node, id: `${node.id} ${name}=${step[name]}`, results: [] });
  }
  return nodes;
}

/** Removes nodes that only feed the next one in a series. */
export function lastOfSeries(nodes: StageNode[]): StageNode[] {
  return nodes.filter(({ id, stage, matrix }) => id === idOf(stage, matrix));
}
