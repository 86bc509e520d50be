import { util } from '@tensorflow/tfjs';
import type { CumsumAttrs, CumsumInputs, KernelConfig } from '@tensorflow/tfjs';
import { arithmeticType } from '../lowering/lowering.ts';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';

const cumsum = operationType<CumsumAttrs>('Cumsum', (lowering, { inputs: [x], attributes }) => {
  const { axis, exclusive, reverse } = attributes;
  const stored = lowering.fullAlong(x!, [axis]);
  const position = lowering.scalar(stored.order.indexOf(axis), 'int64');
  const flags = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
  return { ...stored, name: lowering.node('CumSum', [stored.name, position], flags) };
});

/** Running sums along an axis. */
export const cumulativeKernels: KernelConfig[] = [
  kernel<CumsumInputs, CumsumAttrs>('Cumsum', (backend, { x }, { axis, exclusive, reverse }) => {
    const [position] = util.parseAxisParam(axis, x.shape) as [number];
    const value = backend.value(x);
    const operand = castTo(value, arithmeticType(value.dtype));
    return backend.record(cumsum, { axis: position, exclusive, reverse }, [operand], x.shape, operand.dtype);
  }),
];
