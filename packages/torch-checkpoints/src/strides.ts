import type { TensorData } from './element-types.ts';

/** Number of elements from a tensor's first to its last, both included. */
export function spanOf(shape: number[], strides: number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, length, axis) => last + (length - 1) * strides[axis]!, 1);
}

/** Whether the elements are contiguous in row-major order. */
export function isContiguous(shape: number[], strides: number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return shape.includes(0);
    expected *= shape[axis]!;
  }
  return true;
}

/** Collects the elements of a span that shape and strides select, in row-major order. */
export function gather<Data extends TensorData>(span: Data, shape: number[], strides: number[]): Data {
  const count = shape.reduce((product, length) => product * length, 1);
  const result = new (span.constructor as new (length: number) => Data)(count);
  const index = shape.map(() => 0);
  let position = 0;
  for (let i = 0; i < count; i++) {
    result[i] = span[position]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      position -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
