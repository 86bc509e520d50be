import * as tf from '@tensorflow/tfjs';
import type { BackendValues, DataType, KernelBackend, KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import type { OnnxRuntimeBackend } from '../backend.ts';

/** Arguments of a tfjs kernel. Some inputs are lists of tensors, and some may be missing. */
type Inputs = Record<string, TensorInfo | TensorInfo[] | null | undefined>;

/** tfjs's own backend, whose kernels are written in JavaScript. */
interface HostBackend extends KernelBackend {
  firstUse: boolean;
  disposeIntermediateTensorInfo(tensor: TensorInfo): void;
}

const HOST = 'cpu';

/**
 * Computes at once with tfjs's own JavaScript kernel. This is for results whose shape depends on the numbers, so that
 * no graph can be recorded, and for strings, which ONNX Runtime's operators do not take.
 */
export function computeOnHost(
  kernelName: string,
  backend: OnnxRuntimeBackend,
  inputs: object,
  attributes: object,
): TensorInfo | TensorInfo[] {
  const host = hostBackend();
  const copies = new Map<object, { copy: TensorInfo; original: TensorInfo }>();
  const copyToHost = (original: TensorInfo): TensorInfo => {
    const { shape, dtype } = original;
    const copy = { dataId: {}, shape, dtype };
    host.move(copy.dataId, backend.readSync(original.dataId) as BackendValues, shape, dtype, 1);
    copies.set(copy.dataId, { copy, original });
    return copy;
  };
  const takeBack = (result: TensorInfo): TensorInfo => {
    const { shape, dtype } = result;
    const values = host.readSync(result.dataId) as never;
    host.disposeIntermediateTensorInfo(result);
    const input = copies.get(result.dataId);
    if (input) return backend.share({ ...result, dataId: input.original.dataId });
    return { dataId: backend.write(values, shape, dtype), shape, dtype };
  };
  try {
    const results = hostKernel(kernelName).kernelFunc({
      inputs: mapTensors(inputs as Inputs, copyToHost) as never,
      backend: host,
      attrs: attributes as never,
    });
    return Array.isArray(results) ? results.map(takeBack) : takeBack(results as TensorInfo);
  } finally {
    copies.forEach(({ copy }) => host.disposeIntermediateTensorInfo(copy));
  }
}

/** Whether a kernel takes or makes strings. */
export function concernsStrings(inputs: object, attributes: object): boolean {
  const isString = (tensor?: { dtype?: DataType } | null) => tensor?.dtype === 'string';
  return (
    isString(attributes) ||
    Object.values(inputs as Inputs).some((input) =>
      Array.isArray(input) ? input.some(isString) : isString(input),
    )
  );
}

function hostBackend(): HostBackend {
  const host = tf.engine().findBackend(HOST) as HostBackend;
  // Otherwise tfjs would advise Node users to install tfjs-node.
  host.firstUse = false;
  return host;
}

function hostKernel(name: string): KernelConfig {
  const kernel = tf.getKernel(name, HOST);
  if (!kernel) throw new Error(`tfjs's backend '${HOST}' has no kernel ${name}.`);
  return kernel;
}

function mapTensors(inputs: Inputs | TensorInfo[], change: (tensor: TensorInfo) => TensorInfo): object {
  if (Array.isArray(inputs)) return inputs.map(change);
  const changed = Object.entries(inputs).map(([name, input]) => {
    if (!input) return [name, input];
    return [name, Array.isArray(input) ? input.map(change) : change(input)];
  });
  return Object.fromEntries(changed);
}
