import type { DiagInputs, KernelConfig } from '@tensorflow/tfjs';
import { sizeOf } from '../lowering/stored.ts';
import { kernel } from './kernel.ts';
import { paddedWith } from './pad.ts';
import { reshapeTo } from './reshape.ts';
import { sliceOf } from './slice.ts';

/** A tensor's elements on the diagonal of one with twice the axes. */
export const diagKernels: KernelConfig[] = [
  kernel<DiagInputs>('Diag', (backend, { x }) => {
    const size = sizeOf(x.shape);
    // Concatenated rows that are one element too long shift by one from each row of the square to the next.
    const rows = paddedWith(0, reshapeTo(backend.value(x), [size, 1]), [
      [0, 0],
      [0, size],
    ]);
    const square = sliceOf(reshapeTo(rows, [size * (size + 1)]), [0], [size * size]);
    return backend.add(reshapeTo(square, [...x.shape, ...x.shape]));
  }),
];
