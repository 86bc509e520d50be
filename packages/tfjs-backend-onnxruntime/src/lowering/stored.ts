import type { Shape } from '../recording/value.ts';

/** Logical axis of each stored axis: [0, 3, 1, 2] stores NHWC as NCHW. */
export type AxisOrder = readonly number[];

/**
 * The stored form of a recorded value in an ONNX graph. tfjs's layout is channels last, onnxruntime's channels first,
 * so a value keeps the axis order of its operation until another one is needed. A value that is constant along an
 * axis may have extent 1 there, since most operations broadcast.
 */
export interface Stored {
  /** The ONNX value. */
  readonly name: string;
  readonly order: AxisOrder;
  /** Extents by logical axis, which are those of the recorded value, or 1 where it is constant. */
  readonly shape: Shape;
}

export function naturalOrder(rank: number): AxisOrder {
  return Array.from({ length: rank }, (_, axis) => axis);
}

export function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

/** Returns the extents by stored axis. */
export function storedExtents(shape: Shape, order: AxisOrder): number[] {
  return order.map((axis) => shape[axis]!);
}

/** Adds leading axes of extent 1 to the description; the ONNX value keeps its rank. */
export function padRank(shape: Shape, order: AxisOrder, rank: number): { shape: number[]; order: number[] } {
  const added = rank - shape.length;
  return {
    shape: [...new Array<number>(added).fill(1), ...shape],
    order: [...naturalOrder(added), ...order.map((axis) => axis + added)],
  };
}

/** Whether two orders have the same layout in memory, because they differ only in axes of extent 1. */
export function sameLayout(shape: Shape, a: AxisOrder, b: AxisOrder): boolean {
  const significant = (order: AxisOrder) => order.filter((axis) => shape[axis] !== 1);
  return sameNumbers(significant(a), significant(b));
}
