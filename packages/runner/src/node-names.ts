import { UserError, didYouMean } from '@fcdd/errors';

/** Anything that `matchNodes` finds by name. */
export interface Named {
  node: { id: string; stage: string };
}

/**
 * Finds the nodes with a name: a stage of the pipeline (`train`), a node (`train class=3 seed=0`), or all nodes of a
 * stage with some values (`train class=3`).
 * @throws UserError where no node has the name
 */
export function matchNodes<Node extends Named>(nodes: Node[], name: string): Node[] {
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

/** @throws UserError for a name that no stage of the pipeline has */
export function checkStages(nodes: Named[], names: string[]): void {
  const stages = stagesOf(nodes);
  const odd = names.find((name) => !stages.includes(name));
  if (odd !== undefined) throw unknownName(odd, stages);
}

/** Values may hold spaces: a word begins where an axis does. */
function wordsOf(name: string): string[] {
  return name.trim().split(/\s+(?=[^\s=]+=)/);
}

function stagesOf(nodes: Named[]): string[] {
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
  const hint = known.length === 0 ? `It has one node: '${stage}'.` : `It has ${list}.`;
  return new UserError(`The stage '${stage}' has no '${value}'.`, {
    hint: [didYouMean(value, known), hint].filter(Boolean).join(' '),
  });
}

function noSuchPoint(name: string, stage: string): UserError {
  return new UserError(`No node of the stage '${stage}' is '${name}'.`, {
    hint: 'Each value is there, but not together. Leave one out to name all nodes that have the rest.',
  });
}
