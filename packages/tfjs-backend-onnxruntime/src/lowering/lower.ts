import type { Trace } from '../recording/trace.ts';
import type { RecordedValue } from '../recording/value.ts';
import { Lowering } from './lowering.ts';
import { ModelBuilder } from './model-builder.ts';
import type { Target } from './target.ts';

/** ONNX model of a recorded graph. */
export interface LoweredGraph {
  readonly model: Uint8Array;
  /** Names of the model's inputs, in the order of the trace's leaves. */
  readonly inputs: readonly string[];
  /** Names of the model's outputs, in the order of the trace's outputs. */
  readonly outputs: readonly string[];
}

export function lower({ leaves, operations, outputs }: Trace, target: Target): LoweredGraph {
  const model = new ModelBuilder();
  const lowering = new Lowering(model, target);
  const inputs = leaves.map((value, i) => {
    lowering.addLeaf(`leaf${i}`, value);
    return `leaf${i}`;
  });
  for (const value of operations) lowering.addOperation(value);
  const taken = new Set(inputs);
  const names = outputs.map((value) => declareOutput(value, lowering, model, taken));
  return { model: model.encode(), inputs, outputs: names };
}

/** Copies outputs, because an input cannot be an output, and one value cannot be two outputs. */
function declareOutput(
  value: RecordedValue,
  lowering: Lowering,
  model: ModelBuilder,
  taken: Set<string>,
): string {
  const result = lowering.full(value);
  const name = taken.has(result) ? lowering.node('Identity', [result]) : result;
  taken.add(name);
  model.output(name, value.dtype, value.shape);
  return name;
}
