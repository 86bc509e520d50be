import type { Layer, Operation } from './layers.ts';

/**
 * A net as the values that it computes. There is no list of them: a node holds the nodes that it is computed from, back to
 * the images, so that any two values can be added, multiplied or concatenated, and any of them can be an output.
 */
export interface Graph {
  /** The net's result. */
  output: Node;
  /** Other values that can be asked for, by name, such as the features of a stage. */
  outputs: Record<string, Node>;
}

/** A value: the result of an operation, or the images. */
export interface Node {
  /** Null for the images, which have no inputs. */
  operation: Operation | null;
  inputs: Node[];
}

/** The images that every net starts from. */
export const images: Node = { operation: null, inputs: [] };

/** A graph of one value, with further outputs by name. */
export function graphOf(output: Node, outputs: Record<string, Node> = {}): Graph {
  return { output, outputs };
}

/** The graph of layers that follow one another. */
export function sequence(layers: Layer[]): Graph {
  return graphOf(follow(images, layers));
}

/** The value after layers that follow one another. */
export function follow(start: Node, layers: Layer[]): Node {
  return layers.reduce<Node>((node, operation) => ({ operation, inputs: [node] }), start);
}

/** The sum of values of one shape: the connection of a residual net. */
export function add(...inputs: [Node, Node, ...Node[]]): Node {
  return { operation: { type: 'add' }, inputs };
}

/** The product, such as of features and a weight for each channel: squeeze and excitation. */
export function multiply(values: Node, gate: Node): Node {
  return { operation: { type: 'multiply' }, inputs: [values, gate] };
}

/** Channels after channels, or features after features. */
export function concatenate(...inputs: [Node, Node, ...Node[]]): Node {
  return { operation: { type: 'concatenate' }, inputs };
}

/** All nodes that some nodes need, themselves and the images included, each after its inputs. */
export function nodesUpTo(targets: Node[]): Node[] {
  const ordered = new Set<Node>();
  const visit = (node: Node): void => {
    if (ordered.has(node)) return;
    node.inputs.forEach(visit);
    ordered.add(node);
  };
  targets.forEach(visit);
  return [...ordered];
}

/** All nodes of a graph, each after its inputs. */
export function nodesOf({ output, outputs }: Graph): Node[] {
  return nodesUpTo([output, ...Object.values(outputs)]);
}

/** Computes something of each node from that of its inputs. */
export function evaluateNodes<Value>(
  nodes: Node[],
  ofImages: Value,
  of: (operation: Operation, inputs: Value[]) => Value,
): Map<Node, Value> {
  const values = new Map<Node, Value>();
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => values.get(input)!);
    values.set(node, node.operation ? of(node.operation, inputs) : ofImages);
  }
  return values;
}
