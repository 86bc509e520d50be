import type { Shape } from '../recording/value.ts';

/** Which logical axis each stored axis is: [0, 3, 1, 2] stores NHWC as NCHW. */
export type AxisOrder = readonly number[];

/**
 * Where an ONNX graph keeps a recorded value. tfjs's layout is channels last, onnxruntime's channels first, so a value
 * is kept in the axis order in which it came about until an operation needs another one. And a value that is constant
 * along an axis may be kept with extent 1 there, since most operations broadcast anyway.
 */
export interface Stored {
  /** The ONNX value. */
  readonly name: string;
  readonly order: AxisOrder;
  /** Extents by logical axis: those of the recorded value, or 1 where it is constant. */
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

/** The extents by stored axis. */
export function storedExtents(shape: Shape, order: AxisOrder): number[] {
  return order.map((axis) => shape[axis]!);
}

/** The same value with leading axes of extent 1, in name only: its ONNX value keeps its rank. */
export function padRank(shape: Shape, order: AxisOrder, rank: number): { shape: number[]; order: number[] } {
  const added = rank - shape.length;
  return {
    shape: [...new Array<number>(added).fill(1), ...shape],
    order: [...naturalOrder(added), ...order.map((axis) => axis + added)],
  };
}

/** Both orders lay the elements out alike in memory: they differ in axes of extent 1 only. */
export function sameLayout(shape: Shape, a: AxisOrder, b: AxisOrder): boolean {
  const significant = (order: AxisOrder) => order.filter((axis) => shape[axis] !== 1);
  return sameNumbers(significant(a), significant(b));
}
