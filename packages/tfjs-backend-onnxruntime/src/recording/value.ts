import type { OperationType } from './operation.ts';

export type ElementType = 'float32' | 'int32' | 'bool';

/** Booleans are bytes of 0 and 1. */
export type Contents = Float32Array | Int32Array | Uint8Array;

export type Shape = readonly number[];

/** Source of a value. */
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

/** Makes a value with known contents, which are not copied and must not change afterwards. */
export function leaf(contents: Contents, shape: Shape, dtype: ElementType): RecordedValue {
  return { shape, dtype, contents };
}

/** Makes a leaf without axes. */
export function scalarLeaf(value: number, dtype: ElementType): RecordedValue {
  return leaf(createContents(dtype, 1, value), [], dtype);
}

/** Makes contents of `size` elements that all equal `value`. */
export function createContents(dtype: ElementType, size: number, value: number = 0): Contents {
  if (dtype === 'float32') return new Float32Array(size).fill(value);
  if (dtype === 'int32') return new Int32Array(size).fill(value);
  return new Uint8Array(size).fill(value ? 1 : 0);
}

/** Makes a computed value a leaf, so that its operands can be garbage-collected. */
export function settle(value: RecordedValue, contents: Contents): void {
  value.contents = contents;
  value.origin = undefined;
}
