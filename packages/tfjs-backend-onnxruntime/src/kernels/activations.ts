import type { KernelConfig, LeakyReluAttrs, PreluInputs, StepAttrs, TensorInfo } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { arithmeticType } from '../lowering/lowering.ts';
import type { Lowering } from '../lowering/lowering.ts';
import { scalarLeaf } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { isNaN } from './special-numbers.ts';

export const leakyRelu = elementwise<{ alpha: number }>('LeakyRelu', (lowering, [x], { attributes }) =>
  lowering.node('LeakyRelu', [x!], { alpha: lowering.float(attributes.alpha) }),
);

const prelu = elementwise('Prelu', (lowering, [x, slope]) => {
  const isNegative = lowering.node('Less', [x!, lowering.scalar(0, 'float32')]);
  return lowering.node('Where', [isNegative, lowering.node('Mul', [x!, slope!]), x!]);
});

/** Gradient of elu: dy where y >= 0, else dy (y + 1), with y the result of elu. */
const eluGradient = elementwise('EluGrad', (lowering, [dy, y]) => {
  const isPositive = lowering.node('GreaterOrEqual', [y!, lowering.scalar(0, 'float32')]);
  const slope = lowering.node('Add', [y!, lowering.scalar(1, 'float32')]);
  return lowering.node('Where', [isPositive, dy!, lowering.node('Mul', [dy!, slope])]);
});

/** Step: 1 above zero, else alpha; NaN stays NaN. */
const step = elementwise('Step', (lowering, [x, alpha], { value: { dtype } }) => {
  const isPositive = lowering.node('Greater', [x!, lowering.scalar(0, dtype)]);
  const result = lowering.node('Where', [isPositive, lowering.scalar(1, dtype), alpha!]);
  if (dtype === 'int32') return result;
  return lowering.node('Where', [isNaN(lowering, x!), x!, result]);
});

/** Activations with parameters. */
export const activationKernels: KernelConfig[] = [
  kernel<{ x: TensorInfo }, LeakyReluAttrs>('LeakyRelu', (backend, { x }, { alpha }) =>
    backend.record(leakyRelu, { alpha }, [castTo(backend.value(x), 'float32')], x.shape, 'float32'),
  ),
  kernel<PreluInputs>('Prelu', (backend, { x, alpha }) =>
    backend.record(
      prelu,
      {},
      backend.values(x, alpha).map((value) => castTo(value, 'float32')),
      x.shape,
      'float32',
    ),
  ),
  kernel<{ dy: TensorInfo; y: TensorInfo }>('EluGrad', (backend, { dy, y }) =>
    backend.record(eluGradient, {}, [backend.value(dy), backend.value(y)], y.shape, 'float32'),
  ),
  kernel<{ x: TensorInfo }, StepAttrs>('Step', (backend, { x }, { alpha }) => {
    const value = backend.value(x);
    const dtype = arithmeticType(value.dtype);
    return backend.record(step, {}, [castTo(value, dtype), scalarLeaf(alpha, dtype)], x.shape, dtype);
  }),
];

/** The activation at the end of a fused kernel. `slope` is the operand of prelu. */
export function lowerActivation(
  lowering: Lowering,
  x: string,
  { activation, leakyreluAlpha }: FusedActivation,
  slope?: string,
): string {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return lowering.node('Relu', [x]);
    case 'relu6':
      return lowering.node('Clip', [x, lowering.scalar(0, 'float32'), lowering.scalar(6, 'float32')]);
    case 'elu':
      return lowering.node('Elu', [x]);
    case 'sigmoid':
      return lowering.node('Sigmoid', [x]);
    case 'leakyrelu':
      return lowering.node('LeakyRelu', [x], { alpha: lowering.float(leakyreluAlpha) });
    case 'prelu':
      return lowering.node('PRelu', [x, slope!]);
    default:
      throw new Error(`The backend 'onnxruntime' has no fused activation '${activation}'.`);
  }
}

export interface FusedActivation {
  readonly activation: string;
  readonly leakyreluAlpha: number;
}
