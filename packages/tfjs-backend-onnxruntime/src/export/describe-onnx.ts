import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto;

/** What an ONNX file tells about itself. */
export interface OnnxDescription {
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  metadata: Record<string, string>;
}

export interface OnnxValue {
  name: string;
  /** A word for an extent that is left open; null where nothing is said about it. */
  shape: (number | string | null)[];
}

/**
 * Reads inputs, outputs and metadata of an ONNX model.
 * @param model the bytes of its file
 * @throws Error where they are no ONNX model, or a part is missing
 */
export function describeOnnx(model: Uint8Array): OnnxDescription {
  const { graph, metadataProps } = onnx.ModelProto.decode(model);
  if (!graph?.node?.length) throw new Error('There is no graph in it.');
  const initializers = new Set(graph.initializer!.map(({ name }) => name));
  return {
    // Older files list weights among the inputs.
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
