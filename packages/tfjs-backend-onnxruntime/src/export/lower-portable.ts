import type { onnx as Onnx } from 'onnx-proto';
import { Lowering } from '../lowering/lowering.ts';
import { ModelBuilder } from '../lowering/model-builder.ts';
import type { RecordedValue } from '../recording/value.ts';
import { trace } from '../recording/trace.ts';
import { placeholder } from './placeholder.ts';

/**
 * Lowers a recorded function to an ONNX graph for any runtime. Its inputs are the placeholders; other tensors that
 * the function uses, such as weights, are part of the graph.
 * @param names names of used values, for readers of the graph
 */
export function lowerPortable(
  outputs: Record<string, RecordedValue>,
  names: ReadonlyMap<RecordedValue, string>,
): Onnx.IGraphProto {
  const model = new ModelBuilder();
  const lowering = new Lowering(model, { device: 'cpu', portable: true });
  const { leaves, operations } = trace(Object.values(outputs));
  leaves.forEach((value, i) => lowering.addConstant(names.get(value) ?? `constant${i}`, value));
  for (const value of operations) {
    const { type, attributes } = value.origin!;
    if (type.name === placeholder.name) lowering.addLeaf((attributes as { name: string }).name, value);
    else lowering.addOperation(value);
  }
  for (const [name, value] of Object.entries(outputs)) {
    model.node('Identity', [lowering.full(value)]).outputs[0] = name;
    model.output(name, value.dtype, value.shape);
  }
  return model.graph();
}
