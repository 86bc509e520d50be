import * as tf from '@tensorflow/tfjs';
import { OnnxRuntimeBackend } from '../backend.ts';
import { resultOf } from '../recording/operation.ts';
import type { RecordedValue, Shape } from '../recording/value.ts';
import { placeholder } from './placeholder.ts';

/** A function of named tensors. */
export type TensorFunction = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

/**
 * Calls a function with inputs of these shapes that have no contents, and returns the recorded values by output name.
 * @throws Error where tfjs computes with another backend, or the function reads contents that depend on an input
 */
export function recordFunction(
  compute: TensorFunction,
  shapes: Record<string, Shape>,
): Record<string, RecordedValue> {
  const backend = tf.backend();
  if (!(backend instanceof OnnxRuntimeBackend))
    throw new Error(`Functions are exported from the backend 'onnxruntime', not from '${tf.getBackend()}'.`);
  const recorded: Record<string, RecordedValue> = {};
  tf.tidy(() => {
    const inputs = mapValues(shapes, (shape, name) =>
      tf
        .engine()
        .makeTensorFromTensorInfo(backend.add(resultOf(placeholder, { name }, [], shape, 'float32'))),
    );
    Object.assign(
      recorded,
      mapValues(compute(inputs), (output) => backend.value(output)),
    );
  });
  return recorded;
}

function mapValues<From, To>(
  record: Record<string, From>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
