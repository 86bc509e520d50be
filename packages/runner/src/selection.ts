import { UserError } from '@fcdd/errors';
import { dependentsOf, neededBy } from './neighbours.ts';
import { matchNodes } from './node-names.ts';
import type { PreparedNode } from './prepare.ts';

/** Which part of a graph runs. Each text names a node, a stage, or nodes of a stage that have some values. */
export interface Selection {
  /** Names of the nodes that run, with the nodes that they need; empty: all. */
  targets?: string[];
  /** These run again, even if their outputs are in the store. */
  force?: string[];
  /** These run again, and all that needs them. */
  from?: string[];
}

export interface SelectedNodes {
  /** Selected nodes in the order of the graph. */
  nodes: PreparedNode[];
  /** Ids of those that run again. */
  forced: Set<string>;
  /** Targets were asked for, be they all that there is: results of others stay. */
  isPartial: boolean;
}

/** @throws UserError for a name that no node has, or that lies outside the targets */
export function selectNodes(
  all: PreparedNode[],
  { targets = [], force = [], from = [] }: Selection = {},
): SelectedNodes {
  const matching = (names: string[]): PreparedNode[] => names.flatMap((name) => matchNodes(all, name));
  const selected = targets.length === 0 ? new Set(all) : neededBy(matching(targets));
  const nodes = all.filter((node) => selected.has(node));
  const matchingSelected = (name: string): PreparedNode[] => {
    const found = matchNodes(all, name).filter((node) => selected.has(node));
    if (found.length === 0) throw outsideTargets(name);
    return found;
  };
  const forced = [...force.flatMap(matchingSelected), ...dependentsOf(nodes, from.flatMap(matchingSelected))];
  return {
    nodes,
    forced: new Set(forced.map(({ node }) => node.id)),
    isPartial: targets.length > 0,
  };
}

function outsideTargets(name: string): UserError {
  return new UserError(`'${name}' cannot run again: no --target needs it.`, {
    hint: 'Name it as a target too, or leave the targets out.',
  });
}
