import type {
  KernelConfig,
  LogSoftmaxAttrs,
  LogSoftmaxInputs,
  SoftmaxAttrs,
  SoftmaxInputs,
  TensorInfo,
} from '@tensorflow/tfjs';
import { util } from '@tensorflow/tfjs';
import { operationType } from '../recording/operation.ts';
import { kernel } from './kernel.ts';

/** Exponentials that sum to one along an axis, and their logarithm. */
export const softmaxKernels: KernelConfig[] = [
  kernel<SoftmaxInputs, SoftmaxAttrs>('Softmax', (backend, { logits }, { dim }) =>
    backend.record(softmax, { axis: axisOf(logits, dim) }, [backend.value(logits)], logits.shape, 'float32'),
  ),
  kernel<LogSoftmaxInputs, LogSoftmaxAttrs>('LogSoftmax', (backend, { logits }, { axis }) =>
    backend.record(
      logSoftmax,
      { axis: axisOf(logits, axis) },
      [backend.value(logits)],
      logits.shape,
      'float32',
    ),
  ),
];

const softmax = alongAxis('Softmax');
const logSoftmax = alongAxis('LogSoftmax');

function alongAxis(operator: string) {
  return operationType<{ axis: number }>(operator, (lowering, { inputs: [x], attributes: { axis } }) => {
    const stored = lowering.fullAlong(x!, [axis]);
    return { ...stored, name: lowering.node(operator, [stored.name], { axis: stored.order.indexOf(axis) }) };
  });
}

function axisOf({ shape }: TensorInfo, axis: number): number {
  return util.parseAxisParam(axis, shape)[0]!;
}
