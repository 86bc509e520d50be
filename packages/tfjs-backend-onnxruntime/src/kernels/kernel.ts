import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import type { OnnxRuntimeBackend } from '../backend.ts';
import { computeOnHost, concernsStrings } from './host.ts';

export const backendName = 'onnxruntime';

/** Arguments of a kernel: its named inputs (a list for any number of tensors) and its attributes. */
export type KernelFunction<Inputs, Attributes> = (
  backend: OnnxRuntimeBackend,
  inputs: Given<Inputs>,
  attributes: Attributes,
) => TensorInfo | TensorInfo[];

/** Inputs of which only those declared optional may be missing, unlike in tfjs's types. */
type Given<Inputs> = { [Name in keyof Inputs]: NonNullable<Inputs[Name]> };

/** Defines a tfjs kernel of this backend. The host computes strings. */
export function kernel<Inputs = Record<string, TensorInfo>, Attributes = Record<string, never>>(
  kernelName: string,
  record: KernelFunction<Inputs, Attributes>,
): KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const [ours, attributes] = [backend as OnnxRuntimeBackend, attrs ?? {}];
      if (concernsStrings(inputs, attributes)) return computeOnHost(kernelName, ours, inputs, attributes);
      return record(ours, inputs as unknown as Given<Inputs>, attributes as Attributes);
    },
  };
}
