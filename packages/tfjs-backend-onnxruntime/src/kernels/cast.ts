import type { CastAttrs, CastInputs, KernelConfig } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { resultOf } from '../recording/operation.ts';
import type { ElementType, RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

const cast = elementwise('Cast', (lowering, [x], { value }) => lowering.cast(x!, value.dtype));

/** Conversion between element types; real numbers lose their fraction, anything but zero is true. */
export const castKernels: KernelConfig[] = [
  kernel<CastInputs, CastAttrs>('Cast', (backend, { x }, { dtype }) =>
    x.dtype === dtype ? backend.share(x) : backend.record(cast, {}, [backend.value(x)], x.shape, dtype),
  ),
];

/** Converts a value to another type, inside a kernel. */
export function castTo(value: RecordedValue, dtype: ElementType): RecordedValue {
  if (value.dtype === dtype) return value;
  return resultOf(cast, {}, [value], value.shape, dtype);
}
