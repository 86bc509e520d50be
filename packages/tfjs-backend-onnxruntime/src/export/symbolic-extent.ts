import { isDeepStrictEqual } from 'node:util';
import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';
import { typeCodes } from '../lowering/model-builder.ts';

const { onnx } = onnxProto;

/** The axis of an input whose extent is known only when the model runs. */
export interface SymbolicAxis {
  readonly input: string;
  readonly axis: number;
  readonly symbol: string;
}

/** A graph of a function that was recorded with one extent of the symbolic axis. */
export interface RecordedGraph {
  readonly extent: number;
  readonly graph: Onnx.IGraphProto;
}

/**
 * Merges graphs of the same function for several extents of an axis into one graph for any extent. They may differ
 * only in lists of integers, such as the shapes of a Reshape, which must be linear in the extent. The result computes
 * these lists from the actual extent.
 * @param graphs three or more: two define the line, the others prove it
 * @throws Error where the graphs differ in anything else
 */
export function withSymbolicExtent(graphs: readonly RecordedGraph[], axis: SymbolicAxis): Onnx.IGraphProto {
  const [first, ...others] = graphs.map(({ graph }) => graph) as [Onnx.IGraphProto, ...Onnx.IGraphProto[]];
  const extents = graphs.map(({ extent }) => extent);
  for (const other of others)
    if (!isDeepStrictEqual(first.node, other.node) || first.initializer!.length !== other.initializer!.length)
      throw new Error(`The function computes differently for ${extents.join(' and ')} as '${axis.symbol}'.`);

  const constants: Onnx.ITensorProto[] = [];
  const computed: Onnx.INodeProto[] = [];
  first.initializer!.forEach((tensor, i) => {
    const variants = graphs.map(({ graph }) => graph.initializer![i]!);
    if (variants.every((variant) => isDeepStrictEqual(variant, tensor))) {
      constants.push(tensor);
      return;
    }
    const { slope, intercept } = lineThrough(variants, extents, axis);
    if (slope.filter((rise) => rise !== 0).length === 1 && isShapeOfReshape(first, tensor.name!)) {
      // Reshape can infer one extent itself.
      const inferred = slope.map((rise, place) => (rise === 0 ? intercept[place]! : -1));
      constants.push(integers(tensor.name!, inferred));
    } else {
      constants.push(
        integers(`${tensor.name}_slope`, slope),
        integers(`${tensor.name}_intercept`, intercept),
      );
      computed.push(
        node('Mul', [extentName(axis), `${tensor.name}_slope`], `${tensor.name}_part`),
        node('Add', [`${tensor.name}_part`, `${tensor.name}_intercept`], tensor.name!),
      );
    }
  });
  const extentNode = computed.length > 0 ? [shapeNode(axis)] : [];
  const named = (kind: 'input' | 'output') =>
    first[kind]!.map((value, i) =>
      withSymbol(
        value,
        graphs.map(({ graph }) => graph[kind]![i]!),
        extents,
        axis.symbol,
      ),
    );
  return {
    ...first,
    node: [...extentNode, ...computed, ...first.node!],
    initializer: constants,
    input: named('input'),
    output: named('output'),
  };
}

/** Whether only Reshape uses a value. */
function isShapeOfReshape(graph: Onnx.IGraphProto, name: string): boolean {
  return graph.node!.every(
    ({ opType, input }) => !input!.includes(name) || (opType === 'Reshape' && input![0] !== name),
  );
}

/** A linear list: its elements at extent e are slope * e + intercept. */
function lineThrough(
  tensors: readonly Onnx.ITensorProto[],
  extents: readonly number[],
  { symbol }: SymbolicAxis,
): { slope: number[]; intercept: number[] } {
  const lists = tensors.map(({ int64Data }) => (int64Data ?? []) as number[]);
  const [first, second] = lists as [number[], number[]];
  const [firstExtent, secondExtent] = extents as [number, number];
  const slope = first.map((value, i) => (second[i]! - value) / (secondExtent - firstExtent));
  const intercept = first.map((value, i) => value - slope[i]! * firstExtent);
  const isLine = lists.every((list, recording) =>
    isDeepStrictEqual(
      list,
      slope.map((rise, i) => rise * extents[recording]! + intercept[i]!),
    ),
  );
  // Lists of other types contain no integers.
  if (!isLine || slope.length === 0 || !slope.every(Number.isInteger))
    throw new Error(`The function uses numbers that depend on '${symbol}' in another way than shapes do.`);
  return { slope, intercept };
}

/** Replaces extents that differ between the recordings by the symbol. */
function withSymbol(
  value: Onnx.IValueInfoProto,
  variants: readonly Onnx.IValueInfoProto[],
  extents: readonly number[],
  symbol: string,
): Onnx.IValueInfoProto {
  const dimensions = variants.map((variant) => variant.type!.tensorType!.shape!.dim!);
  const dim = dimensions[0]!.map((dimension, i) => {
    const sizes = dimensions.map((all) => all[i]!.dimValue as number);
    if (sizes.every((size) => size === sizes[0])) return dimension;
    return sizes.every((size, recording) => size === extents[recording]) ? { dimParam: symbol } : {};
  });
  return { ...value, type: { tensorType: { ...value.type!.tensorType, shape: { dim } } } };
}

function extentName({ symbol }: SymbolicAxis): string {
  return `extent_${symbol}`;
}

/** Makes the extent a list of one integer. */
function shapeNode(axis: SymbolicAxis): Onnx.INodeProto {
  const { INT } = onnx.AttributeProto.AttributeType;
  return {
    ...node('Shape', [axis.input], extentName(axis)),
    attribute: [
      { name: 'start', type: INT, i: axis.axis },
      { name: 'end', type: INT, i: axis.axis + 1 },
    ],
  };
}

function node(opType: string, input: string[], output: string): Onnx.INodeProto {
  return { opType, domain: '', name: `${opType}_${output}`, input, output: [output], attribute: [] };
}

function integers(name: string, values: number[]): Onnx.ITensorProto {
  return { name, dataType: typeCodes.int64, dims: [values.length], int64Data: values };
}
