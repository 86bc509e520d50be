import type { KernelConfig, LinSpaceAttrs, RangeAttrs } from '@tensorflow/tfjs';
import { createContents, leaf } from '../recording/value.ts';
import type { ElementType } from '../recording/value.ts';
import { kernel } from './kernel.ts';

/** Sequences of numbers, which are computed at once: they are small. */
export const sequenceKernels: KernelConfig[] = [
  kernel<Record<string, never>, RangeAttrs>('Range', (backend, _inputs, { start, stop, step, dtype }) => {
    // tfjs takes its default step of 1 for -1 where the numbers fall.
    const stride = stop < start && step === 1 ? -1 : step;
    const count = Math.max(0, Math.ceil((stop - start) / stride));
    return backend.add(sequence(count, start, stride, dtype as ElementType));
  }),
  kernel<Record<string, never>, LinSpaceAttrs>('LinSpace', (backend, _inputs, { start, stop, num }) =>
    backend.add(sequence(num, start, num > 1 ? (stop - start) / (num - 1) : 0, 'float32')),
  ),
];

function sequence(count: number, start: number, step: number, dtype: ElementType) {
  const contents = createContents(dtype, count);
  for (let i = 0; i < count; i++) contents[i] = start + i * step;
  return leaf(contents, [count], dtype);
}
