import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto;

/** Description of an ONNX file. */
export interface OnnxDescription {
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  metadata: Record<string, string>;
}

export interface OnnxValue {
  name: string;
  /** Extents; a word stands for an open extent, and null for an unknown one. */
  shape: (number | string | null)[];
}

/**
 * Reads inputs, outputs and metadata of an ONNX model.
 * @param model bytes of the model's file
 * @throws Error where the bytes are not an ONNX model, or a part is missing
 */
export function describeOnnx(model: Uint8Array): OnnxDescription {
  const { graph, metadataProps } = onnx.ModelProto.decode(model);
  if (!graph?.node?.length) throw new Error('The model has no graph.');
  const initializers = new Set(graph.initializer!.map(({ name }) => name));
  return {
    // Older files also list weights as inputs.
    inputs: graph.input!.filter(({ name }) => !initializers.has(name)).map(describeValue),
    outputs: graph.output!.map(describeValue),
    metadata: Object.fromEntries(metadataProps!.map(({ key, value }) => [key!, value!])),
  };
}

function describeValue({ name, type }: Onnx.IValueInfoProto): OnnxValue {
  const dimensions = type?.tensorType?.shape?.dim ?? [];
  return {
    name: name!,
    shape: dimensions.map(({ dimParam, dimValue }) => dimParam || Number(dimValue) || null),
  };
}
