import type { Operation } from '../recording/operation.ts';
import type { ElementType, RecordedValue } from '../recording/value.ts';
import { FloatAttribute, typeCodes } from './model-builder.ts';
import type { AttributeValue, ModelBuilder, NodeHandle, NodeOptions, OnnxType } from './model-builder.ts';
import { naturalOrder, padRank, sameLayout, sameNumbers, sizeOf, storedExtents } from './stored.ts';
import type { AxisOrder, Stored } from './stored.ts';
import type { Target } from './target.ts';

/** Values of several operations, brought to one rank and axis order so that ONNX can broadcast them. */
export interface Aligned {
  readonly names: string[];
  readonly order: AxisOrder;
  /** Extents of the elementwise result, by logical axis. */
  readonly shape: number[];
}

/** Interface with which operations write their ONNX nodes. */
export class Lowering {
  readonly target: Target;
  readonly #model: ModelBuilder;
  readonly #stored = new Map<RecordedValue, Stored>();
  readonly #rearranged = new Map<string, string>();
  readonly #shared = new Map<RecordedValue, Map<string, NodeHandle>>();

  constructor(model: ModelBuilder, target: Target) {
    this.#model = model;
    this.target = target;
  }

  /** Declares a leaf as an input of the model. */
  addLeaf(name: string, value: RecordedValue): void {
    this.#model.input(name, value.dtype, value.shape);
    this.#stored.set(value, { name, order: naturalOrder(value.shape.length), shape: value.shape });
  }

  /** Makes a leaf part of the model. A leaf of equal elements is kept as a single element. */
  addConstant(name: string, value: RecordedValue): void {
    const contents = value.contents!;
    const isUniform = contents.every((element) => Object.is(element, contents[0]));
    const shape = isUniform ? value.shape.map(() => 1) : value.shape;
    this.#model.initializer(name, value.dtype, isUniform ? contents.subarray(0, 1) : contents, shape);
    this.#stored.set(value, { name, order: naturalOrder(shape.length), shape });
  }

  addOperation(value: RecordedValue): void {
    const { type, attributes, inputs } = value.origin!;
    const operation: Operation = { value, attributes, inputs };
    this.#stored.set(value, type.lower(this, operation));
  }

  /** Returns the stored form of a value. */
  stored(value: RecordedValue): Stored {
    return this.#stored.get(value)!;
  }

  /** Adds a node with one output. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Record<string, AttributeValue>,
    options?: NodeOptions,
  ): string {
    return this.#model.node(opType, inputs, attributes, options).outputs[0]!;
  }

  /** Returns a node that operations on one value share, which is created once per key. */
  sharedNode(value: RecordedValue, key: string, create: (model: ModelBuilder) => NodeHandle): NodeHandle {
    const nodes = this.#shared.get(value) ?? new Map<string, NodeHandle>();
    this.#shared.set(value, nodes);
    const node = nodes.get(key) ?? create(this.#model);
    nodes.set(key, node);
    return node;
  }

  /** Adds an output to a node unless it exists. Returns its name. */
  secondOutput(node: NodeHandle): string {
    if (node.outputs.length < 2) node.outputs.push(this.#model.newName());
    return node.outputs[1]!;
  }

  /** Adds a constant list of 64-bit integers, the form of shapes and axes in ONNX. */
  integers(values: readonly number[]): string {
    return this.#model.constant('int64', values, [values.length]);
  }

  /** Adds a constant without axes. */
  scalar(value: number, type: OnnxType): string {
    return this.#model.constant(type, [value], []);
  }

  constant(values: readonly number[], dims: readonly number[], type: OnnxType): string {
    return this.#model.constant(type, values, dims);
  }

  float(value: number): FloatAttribute {
    return new FloatAttribute(value);
  }

  cast(name: string, to: OnnxType): string {
    return this.node('Cast', [name], { to: typeCodes[to] });
  }

  reshape(name: string, shape: readonly number[]): string {
    return this.node('Reshape', [name, this.integers(shape)], { allowzero: 1 });
  }

  /** Stores a value in full extent in this order; by default in tfjs's order. */
  full(value: RecordedValue, order: AxisOrder = naturalOrder(value.shape.length)): string {
    const stored = this.stored(value);
    const name = this.arranged(stored, order);
    if (sameNumbers(stored.shape, value.shape)) return name;
    const extents = this.integers(storedExtents(value.shape, order));
    return this.#once(`expand ${name} ${extents}`, () => this.node('Expand', [name, extents]));
  }

  /** Converts a stored value to another order. */
  arranged(stored: Stored, order: AxisOrder): string {
    if (sameNumbers(stored.order, order)) return stored.name;
    const extents = storedExtents(stored.shape, order);
    if (sameLayout(stored.shape, stored.order, order))
      return this.#once(`reshape ${stored.name} ${extents.join()}`, () => this.reshape(stored.name, extents));
    const perm = order.map((axis) => stored.order.indexOf(axis));
    return this.#once(`transpose ${stored.name} ${perm.join()}`, () =>
      this.node('Transpose', [stored.name], { perm }),
    );
  }

  /** Expands a value to full extent along the axes, in its stored order. */
  fullAlong(value: RecordedValue, axes: readonly number[]): Stored {
    const stored = this.stored(value);
    const shape = stored.shape.map((extent, axis) => (axes.includes(axis) ? value.shape[axis]! : extent));
    if (sameNumbers(shape, stored.shape)) return stored;
    const extents = this.integers(storedExtents(shape, stored.order));
    return { ...stored, shape, name: this.node('Expand', [stored.name, extents]) };
  }

  /**
   * Aligns the operands of an elementwise operation to the order of the largest, which is the most expensive to
   * transpose.
   */
  align(values: readonly RecordedValue[]): Aligned {
    const operands = values.map((value) => this.stored(value));
    const rank = Math.max(...operands.map(({ shape }) => shape.length));
    const padded = operands.map((operand) => ({
      ...operand,
      ...padRank(operand.shape, operand.order, rank),
    }));
    const order = padded.reduce((best, operand) =>
      compareAnchors(operand, best) > 0 ? operand : best,
    ).order;
    return {
      names: operands.map((operand) => this.#broadcastable(operand, rank, order)),
      order,
      shape: naturalOrder(rank).map((axis) => {
        const extents = padded.map(({ shape }) => shape[axis]!);
        return extents.find((extent) => extent !== 1) ?? 1;
      }),
    };
  }

  #broadcastable(operand: Stored, rank: number, order: AxisOrder): string {
    if (operand.shape.length === rank) return this.arranged(operand, order);
    const { shape } = padRank(operand.shape, operand.order, rank);
    const natural = naturalOrder(operand.shape.length);
    const name = this.arranged(operand, natural);
    if (sizeOf(shape) === 1 || sameNumbers(order, naturalOrder(rank))) return name;
    const view = this.#once(`reshape ${name} ${shape.join()}`, () => this.reshape(name, shape));
    return this.arranged({ name: view, order: naturalOrder(rank), shape }, order);
  }

  #once(key: string, create: () => string): string {
    const name = this.#rearranged.get(key) ?? create();
    this.#rearranged.set(key, name);
    return name;
  }
}

/** Chooses the larger operand, or, among equals, one that is not in natural order. */
function compareAnchors(a: Stored, b: Stored): number {
  const isNatural = ({ order }: Stored) => (sameNumbers(order, naturalOrder(order.length)) ? 1 : 0);
  return sizeOf(a.shape) - sizeOf(b.shape) || isNatural(b) - isNatural(a);
}

/** ONNX type for computing with a value of this element type where ONNX has no booleans. */
export function arithmeticType(dtype: ElementType): 'float32' | 'int32' {
  return dtype === 'bool' ? 'int32' : dtype;
}
