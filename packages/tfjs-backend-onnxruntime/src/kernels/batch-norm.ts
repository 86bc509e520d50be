import type { FusedBatchNormAttrs, FusedBatchNormInputs, KernelConfig } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { scalarLeaf } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';

/** Inputs: x, mean, variance, offset, scale, epsilon. One factor and one summand for each channel. */
const batchNorm = elementwise('FusedBatchNorm', (lowering, operands) => {
  const [x, mean, variance, offset, scale, epsilon] = operands as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const deviation = lowering.node('Sqrt', [lowering.node('Add', [variance, epsilon])]);
  const factor = lowering.node('Div', [scale, deviation]);
  const summand = lowering.node('Sub', [offset, lowering.node('Mul', [mean, factor])]);
  return lowering.node('Add', [lowering.node('Mul', [x, factor]), summand]);
});

/** Batch normalization with given statistics. */
export const batchNormKernels: KernelConfig[] = [
  kernel<
    Partial<FusedBatchNormInputs> & Pick<FusedBatchNormInputs, 'x' | 'mean' | 'variance'>,
    FusedBatchNormAttrs
  >('FusedBatchNorm', (backend, { x, mean, variance, offset, scale }, { varianceEpsilon }) => {
    const inputs = [
      ...backend.values(x, mean, variance),
      offset ? backend.value(offset) : scalarLeaf(0, 'float32'),
      scale ? backend.value(scale) : scalarLeaf(1, 'float32'),
      scalarLeaf(varianceEpsilon, 'float32'),
    ];
    const operands = inputs.map((input) => castTo(input, 'float32'));
    return backend.record(batchNorm, {}, operands, x.shape, 'float32');
  }),
];
