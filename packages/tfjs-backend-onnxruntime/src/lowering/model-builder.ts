import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';
import type { Contents, ElementType, Shape } from '../recording/value.ts';

const { onnx } = onnxProto;

const IR_VERSION = 8;
const OPERATOR_SETS = [
  { domain: '', version: 18 },
  { domain: 'com.microsoft', version: 1 },
  { domain: 'com.microsoft.nchwc', version: 1 },
];

export type OnnxType = ElementType | 'int64';

/** ONNX's numbers for element types. */
export const typeCodes: Record<OnnxType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** A floating-point attribute; plain numbers are integer attributes. */
export class FloatAttribute {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export type AttributeValue = number | readonly number[] | string | FloatAttribute;

export interface NodeOptions {
  /** `com.microsoft` for onnxruntime's own operators, `com.microsoft.nchwc` for those on blocks of channels. */
  domain?: string;
}

/** A node to which later operations may add outputs. */
export interface NodeHandle {
  readonly outputs: string[];
}

/** Collects the parts of an ONNX model. */
export class ModelBuilder {
  readonly #graph = { node: [], initializer: [], input: [], output: [] } as {
    node: Onnx.INodeProto[];
    initializer: Onnx.ITensorProto[];
    input: Onnx.IValueInfoProto[];
    output: Onnx.IValueInfoProto[];
  };
  readonly #constants = new Map<string, string>();
  #names = 0;

  input(name: string, type: OnnxType, shape: Shape): string {
    this.#graph.input.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: OnnxType, shape: Shape): void {
    this.#graph.output.push(valueInfo(name, type, shape));
  }

  node(
    opType: string,
    inputs: readonly string[],
    attributes: Record<string, AttributeValue> = {},
    { domain = '' }: NodeOptions = {},
  ): NodeHandle {
    const outputs = [this.newName()];
    this.#graph.node.push({
      opType,
      domain,
      name: `${opType}_${outputs[0]}`,
      input: [...inputs],
      output: outputs,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return { outputs };
  }

  /** Adds a constant to the model. Equal constants are shared. */
  constant(type: OnnxType, values: readonly number[], dims: Shape): string {
    const key = `${type}[${dims.join()}]${values.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.newName();
    this.#graph.initializer.push({ name, dataType: typeCodes[type], dims: [...dims], ...data(type, values) });
    this.#constants.set(key, name);
    return name;
  }

  /** Adds a tensor to the model without copying its contents. */
  initializer(name: string, type: ElementType, contents: Contents, dims: Shape): string {
    const rawData = new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength);
    this.#graph.initializer.push({ name, dataType: typeCodes[type], dims: [...dims], rawData });
    return name;
  }

  newName(): string {
    return `v${this.#names++}`;
  }

  /** Returns the graph without nodes that no output needs. */
  graph(): Onnx.IGraphProto {
    return { ...this.#graph, node: this.#neededNodes(), name: 'graph' };
  }

  encode(): Uint8Array {
    const model = { irVersion: IR_VERSION, opsetImport: OPERATOR_SETS, graph: this.graph() };
    return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
  }

  /** Removes unused nodes, which exist because an operation may not use all of its lowered operands. */
  #neededNodes(): Onnx.INodeProto[] {
    const needed = new Set(this.#graph.output.map(({ name }) => name!));
    const nodes = this.#graph.node.toReversed().filter((node) => {
      const isNeeded = node.output!.some((name) => needed.has(name));
      if (isNeeded) node.input!.forEach((name) => needed.add(name));
      return isNeeded;
    });
    return nodes.reverse();
  }
}

function data(type: OnnxType, values: readonly number[]): Onnx.ITensorProto {
  if (type === 'float32') return { floatData: [...values] };
  if (type === 'int64') return { int64Data: [...values] };
  return { int32Data: [...values] };
}

function attribute(name: string, value: AttributeValue): Onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (value instanceof FloatAttribute) return { name, type: AttributeType.FLOAT, f: value.value };
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string')
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  return { name, type: AttributeType.INTS, ints: [...value] };
}

function valueInfo(name: string, type: OnnxType, shape: Shape): Onnx.IValueInfoProto {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: typeCodes[type], shape: { dim } } } };
}
