import type { KernelConfig, LinSpaceAttrs, RangeAttrs } from '@tensorflow/tfjs';
import { createContents, leaf } from '../recording/value.ts';
import type { ElementType } from '../recording/value.ts';
import { kernel } from './kernel.ts';

/** Sequences of numbers, which are computed at once: they are small. */
export const sequenceKernels: KernelConfig[] = [
  kernel<Record<string, never>, RangeAttrs>('Range', (backend, _inputs, { start, stop, step, dtype }) => {
    const reaches = start === stop || (start < stop ? step > 0 : step < 0);
    const count = reaches ? Math.abs(Math.ceil((stop - start) / step)) : 0;
    return backend.add(sequence(count, start, step, dtype as ElementType));
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
