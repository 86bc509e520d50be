import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import type { OnnxRuntimeBackend } from '../backend.ts';
import { computeOnHost, concernsStrings } from './host.ts';

export const backendName = 'onnxruntime';

/** What tfjs hands a kernel: its named inputs (a list for those that take any number) and its attributes. */
export type KernelFunction<Inputs, Attributes> = (
  backend: OnnxRuntimeBackend,
  inputs: Given<Inputs>,
  attributes: Attributes,
) => TensorInfo | TensorInfo[];

/** tfjs's types say that any input may be missing; only those declared optional may. */
type Given<Inputs> = { [Name in keyof Inputs]: NonNullable<Inputs[Name]> };

/** A tfjs kernel of this backend. Strings it leaves to the host. */
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
