import { type Node, nodesUpTo } from './graph.ts';
import type { Activation, Arrangement, BatchNorm, LinearLayer, MaxPool, Operation } from './layers.ts';

/** A linear layer with what follows it up to the next one. */
export interface Block {
  linear: LinearLayer;
  batchNorm?: BatchNorm;
  activation?: Activation;
  pool?: MaxPool;
  arrangements: Arrangement[];
}

/** A block, or an operation that is part of none. */
export interface Step {
  inputs: Node[];
  /** The node whose value it gives: the last one of a block. */
  node: Node;
  computes: Block | Operation;
}

export function isBlock(computes: Step['computes']): computes is Block {
  return 'linear' in computes;
}

/** The order of layers in a block: at most one of each line, and any number of the last. */
const order: Operation['type'][][] = [
  ['convolution', 'transposedConvolution', 'dense'],
  ['batchNorm'],
  ['leakyRelu', 'relu', 'relu6', 'sigmoid', 'silu', 'hardSwish', 'gelu'],
  ['maxPool'],
  ['upsample', 'flatten', 'unflatten', 'dropout'],
];

/** Pooling comes before batch norm and activation in a block, which only these allow. */
const increasing: Operation['type'][] = ['leakyRelu', 'relu', 'relu6', 'sigmoid'];

/** The steps that compute some nodes. A node is inside a block where nothing but the next one of the block needs it. */
export function stepsTo(targets: Node[]): Step[] {
  const nodes = nodesUpTo(targets);
  const users = usersOf(nodes);
  const isInner = (node: Node) => users.get(node)!.length === 1 && !targets.includes(node);
  const done = new Set<Node>();
  const steps: Step[] = [];
  for (const first of nodes) {
    if (!first.operation || done.has(first)) continue;
    const chain = chainFrom(first, (node) => (isInner(node) ? users.get(node)![0] : undefined));
    chain.forEach((node) => done.add(node));
    const startsBlock = placeOf(first.operation) === 0;
    const computes = startsBlock ? blockOf(chain.map(({ operation }) => operation!)) : first.operation;
    steps.push({ inputs: first.inputs, node: chain.at(-1)!, computes });
  }
  return steps;
}

/** The nodes that take each node's value. */
function usersOf(nodes: Node[]): Map<Node, Node[]> {
  const users = new Map(nodes.map((node): [Node, Node[]] => [node, []]));
  for (const node of nodes) for (const input of node.inputs) users.get(input)!.push(node);
  return users;
}

/** The nodes of a block, from its linear layer on; any other node is alone. */
function chainFrom(first: Node, onlyUserOf: (node: Node) => Node | undefined): Node[] {
  const chain = [first];
  if (placeOf(first.operation!) !== 0) return chain;
  for (let next = onlyUserOf(first); next && canFollow(next, chain); next = onlyUserOf(next))
    chain.push(next);
  return chain;
}

function canFollow({ operation }: Node, chain: Node[]): boolean {
  const [place, previous] = [placeOf(operation!), placeOf(chain.at(-1)!.operation!)];
  if (place < 0 || place < previous || (place === previous && place < order.length - 1)) return false;
  if (operation!.type !== 'maxPool') return true;
  return chain.every(({ operation }) => placeOf(operation!) !== 2 || increasing.includes(operation!.type));
}

/** The line of the order, -1 where an operation is in no block. */
function placeOf({ type }: Operation): number {
  return order.findIndex((types) => types.includes(type));
}

function blockOf([linear, ...others]: Operation[]): Block {
  const block: Block = { linear: linear as LinearLayer, arrangements: [] };
  for (const operation of others) {
    const place = placeOf(operation);
    if (place === 1) block.batchNorm = operation as BatchNorm;
    else if (place === 2) block.activation = operation as Activation;
    else if (place === 3) block.pool = operation as MaxPool;
    else block.arrangements.push(operation as Arrangement);
  }
  return block;
}
