import type { OperationType } from './operation.ts';

export type ElementType = 'float32' | 'int32' | 'bool';

/** Booleans are bytes of 0 and 1. */
export type Contents = Float32Array | Int32Array | Uint8Array;

export type Shape = readonly number[];

/** How a value comes about. */
export interface Origin {
  readonly type: OperationType;
  readonly attributes: object;
  readonly inputs: readonly RecordedValue[];
}

/** A tensor in the recorded graph: a leaf, whose contents are known, or the result of an operation. */
export interface RecordedValue {
  readonly shape: Shape;
  readonly dtype: ElementType;
  contents?: Contents;
  origin?: Origin;
}

/** A value whose contents are known. They are not copied, and nobody may change them afterwards. */
export function leaf(contents: Contents, shape: Shape, dtype: ElementType): RecordedValue {
  return { shape, dtype, contents };
}

/** A leaf without axes. */
export function scalarLeaf(value: number, dtype: ElementType): RecordedValue {
  return leaf(createContents(dtype, 1, value), [], dtype);
}

/** Contents of `size` elements that are all `value`. */
export function createContents(dtype: ElementType, size: number, value: number = 0): Contents {
  if (dtype === 'float32') return new Float32Array(size).fill(value);
  if (dtype === 'int32') return new Int32Array(size).fill(value);
  return new Uint8Array(size).fill(value ? 1 : 0);
}

/** From now on the value is a leaf; what led to it may be collected as garbage. */
export function settle(value: RecordedValue, contents: Contents): void {
  value.contents = contents;
  value.origin = undefined;
}
