import { UserError, didYouMean } from '@fcdd/errors';
import { dependentsOf, neededBy } from './neighbours.ts';
import type { PreparedNode } from './prepare.ts';

/**
 * Which part of a graph runs. Each text names nodes: a stage of the pipeline (`train`), a node (`train class=3 seed=0`),
 * or all nodes of a stage that have some values (`train class=3`).
 */
export interface Selection {
  /** Only these and what they need; empty: all. */
  targets?: string[];
  /** These run again, even if their outputs are in the store. */
  force?: string[];
  /** These run again, and all that needs them. */
  from?: string[];
}

export interface SelectedNodes {
  /** In the order of the graph. */
  nodes: PreparedNode[];
  /** Ids of those that run again. */
  forced: Set<string>;
  /** Some nodes of the graph are left out. */
  isPartial: boolean;
}

/** @throws UserError for a name that no node has, or that lies outside the targets */
export function selectNodes(
  all: PreparedNode[],
  { targets = [], force = [], from = [] }: Selection = {},
): SelectedNodes {
  const selected = targets.length === 0 ? new Set(all) : neededBy(matchAll(all, targets));
  const nodes = all.filter((node) => selected.has(node));
  const forced = new Set([
    ...matchWithin(nodes, all, force),
    ...dependentsOf(nodes, matchWithin(nodes, all, from)),
  ]);
  return {
    nodes,
    forced: new Set([...forced].map(({ node }) => node.id)),
    isPartial: nodes.length < all.length,
  };
}

/** @throws UserError for a name that no node has */
export function matchAll(nodes: PreparedNode[], names: string[]): PreparedNode[] {
  return names.flatMap((name) => matchNodes(nodes, name));
}

/** @throws UserError for a name that no stage of the pipeline has */
export function checkStages(nodes: PreparedNode[], names: string[]): void {
  const stages = stagesOf(nodes);
  const odd = names.find((name) => !stages.includes(name));
  if (odd !== undefined) throw unknownName(odd, stages);
}

function matchWithin(nodes: PreparedNode[], all: PreparedNode[], names: string[]): PreparedNode[] {
  const within = new Set(nodes);
  return names.flatMap((name) => {
    const found = matchNodes(all, name).filter((node) => within.has(node));
    if (found.length > 0) return found;
    throw new UserError(`'${name}' is not to run again: no --target needs it.`, {
      hint: 'Name it as a target too, or leave the targets out.',
    });
  });
}

function matchNodes(nodes: PreparedNode[], name: string): PreparedNode[] {
  const exact = nodes.find(({ node }) => node.id === name);
  if (exact) return [exact];
  const [stage, ...values] = wordsOf(name);
  const ofStage = nodes.filter(({ node }) => node.stage === stage);
  if (ofStage.length === 0) throw unknownName(stage!, stagesOf(nodes));
  const words = ofStage.map((node) => new Set(wordsOf(node.node.id)));
  const found = ofStage.filter((_, index) => values.every((value) => words[index]!.has(value)));
  if (found.length > 0) return found;
  const known = [...new Set(words.flatMap((all) => [...all].slice(1)))];
  const odd = values.find((value) => !known.includes(value));
  throw odd === undefined ? noSuchPoint(name, stage!) : unknownValue(stage!, odd, known);
}

/** Values may hold spaces: a word begins where an axis does. */
function wordsOf(name: string): string[] {
  return name.trim().split(/\s+(?=[^\s=]+=)/);
}

function stagesOf(nodes: PreparedNode[]): string[] {
  return [...new Set(nodes.map(({ node }) => node.stage))];
}

function unknownName(name: string, stages: string[]): UserError {
  return new UserError(`No stage is called '${name}'.`, {
    hint: [didYouMean(name, stages), `The stages are ${stages.join(', ')}.`].filter(Boolean).join(' '),
  });
}

const NAMED = 12;

function unknownValue(stage: string, value: string, known: string[]): UserError {
  const shown = known.slice(0, NAMED).join(', ');
  const list = known.length > NAMED ? `${shown} and ${known.length - NAMED} more` : shown;
  const hint = known.length === 0 ? `It is one: '${stage}'.` : `It has ${list}.`;
  return new UserError(`The stage '${stage}' has no '${value}'.`, {
    hint: [didYouMean(value, known), hint].filter(Boolean).join(' '),
  });
}

function noSuchPoint(name: string, stage: string): UserError {
  return new UserError(`No node of the stage '${stage}' is '${name}'.`, {
    hint: 'Each value is there, but not together. Leave one out to name all nodes that have the rest.',
  });
}
