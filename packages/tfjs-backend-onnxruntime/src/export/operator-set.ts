import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';
import { standardOperators } from './standard-operators.ts';

const { onnx } = onnxProto;

/** Newest operator set that onnx 1.12 and runtimes of its time support. */
export const OPERATOR_SET = 17;

/** Operators whose axes are an input since operator set 18, and were an attribute before. */
const reductionsOfAxes = new Set([
  ...['ReduceL1', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceMax', 'ReduceMean', 'ReduceMin'],
  ...['ReduceProd', 'ReduceSumSquare'],
]);

/**
 * Rewrites the nodes of a graph from operator set 18 to operator set 17.
 * @throws Error where an operator is not part of the standard
 */
export function toOperatorSet17(graph: Onnx.IGraphProto): Onnx.IGraphProto {
  const constants = new Map(graph.initializer!.map((tensor) => [tensor.name, tensor]));
  for (const { opType, domain } of graph.node!)
    if (domain || !standardOperators.has(opType!))
      throw new Error(
        `The operator ${[domain, opType].filter(Boolean).join('.')} is not in the ONNX standard.`,
      );
  return { ...graph, node: graph.node!.map((node) => withAxesAsAttribute(node, constants)) };
}

function withAxesAsAttribute(
  node: Onnx.INodeProto,
  constants: ReadonlyMap<string | null | undefined, Onnx.ITensorProto>,
): Onnx.INodeProto {
  if (!reductionsOfAxes.has(node.opType!) || node.input!.length < 2) return node;
  const [operand, axes] = node.input!;
  const ints = constants.get(axes)!.int64Data;
  const attribute = { name: 'axes', type: onnx.AttributeProto.AttributeType.INTS, ints };
  return { ...node, input: [operand!], attribute: [...node.attribute!, attribute] };
}
