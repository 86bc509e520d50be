import type { Lowering } from '../lowering/lowering.ts';
import type { Stored } from '../lowering/stored.ts';
import type { ElementType, RecordedValue, Shape } from './value.ts';

/**
 * A kind of operation of the recorded graph. Its attributes are plain JSON without NaN or infinity: with the shapes,
 * they determine its ONNX nodes. Numbers that may change from step to step are inputs instead.
 */
export interface OperationType<Attributes extends object = object> {
  readonly name: string;
  /** Writes the ONNX nodes of one operation and returns its stored result. */
  lower(lowering: Lowering, operation: Operation<Attributes>): Stored;
}

/** One operation: a recorded value and its source. */
export interface Operation<Attributes extends object = object> {
  readonly value: RecordedValue;
  readonly attributes: Attributes;
  readonly inputs: readonly RecordedValue[];
}

/** Defines a kind of operation. */
export function operationType<Attributes extends object = Record<string, never>>(
  name: string,
  lower: (lowering: Lowering, operation: Operation<Attributes>) => Stored,
): OperationType<Attributes> {
  return { name, lower };
}

/** Records an operation and returns its result. */
export function resultOf<Attributes extends object>(
  type: OperationType<Attributes>,
  attributes: Attributes,
  inputs: readonly RecordedValue[],
  shape: Shape,
  dtype: ElementType,
): RecordedValue {
  return { shape, dtype, origin: { type: type as unknown as OperationType, attributes, inputs } };
}
