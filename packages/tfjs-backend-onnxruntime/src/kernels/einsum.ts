import { backend_util } from '@tensorflow/tfjs';
import type { EinsumAttrs, KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';

const einsum = operationType<EinsumAttrs>('Einsum', (lowering, { inputs, attributes, value }) => ({
  name: lowering.node(
    'Einsum',
    inputs.map((input) => lowering.full(input)),
    { equation: attributes.equation },
  ),
  order: naturalOrder(value.shape.length),
  shape: value.shape,
}));

/** Sums of products by Einstein's convention: axes that the result lacks are summed over. */
export const einsumKernels: KernelConfig[] = [
  kernel<TensorInfo[], EinsumAttrs>('Einsum', (backend, tensors, { equation }) => {
    const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
    backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as Tensor[]);
    const extents = new Map<string, number>();
    idDims.forEach((dims, i) =>
      dims.forEach((dim, axis) => extents.set(allDims[dim]!, tensors[i]!.shape[axis]!)),
    );
    const compact = equation.replace(/\s/g, '');
    const axes = compact.slice(compact.indexOf('->') + '->'.length);
    const shape = [...axes].map((name) => extents.get(name)!);
    const dtype = tensors.some((tensor) => tensor.dtype === 'float32') ? 'float32' : 'int32';
    const operands = tensors.map((tensor) => castTo(backend.value(tensor), dtype));
    return backend.record(einsum, { equation: compact }, operands, shape, dtype);
  }),
];
