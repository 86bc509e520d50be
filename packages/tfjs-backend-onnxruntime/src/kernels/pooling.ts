import { backend_util } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder, sameNumbers, sizeOf, storedExtents } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';
import { horizontal, paddingBehind, vertical } from './windows.ts';
import type { Windows } from './windows.ts';

/** One number for each of height and width, or depth, height and width. */
export interface PoolingGeometry {
  readonly kernel_shape: readonly number[];
  readonly strides: readonly number[];
  /** Paddings in front of the images, then those behind. */
  readonly pads: readonly number[];
}

export interface PoolingAttributes {
  filterSize: number[] | number;
  strides: number[] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Triple = [number, number, number];

/** Window, strides and paddings as numbers, and the shape of the result. */
export function poolingGeometry(
  inputShape: readonly number[],
  attributes: PoolingAttributes,
): { geometry: PoolingGeometry; outShape: number[] } {
  const { windows, outShape } =
    inputShape.length === 5 ? inSpace(inputShape, attributes) : inPlane(inputShape, attributes);
  return {
    geometry: {
      kernel_shape: windows.map(({ reach }) => reach),
      strides: windows.map(({ stride }) => stride),
      pads: [...windows.map(({ padding }) => padding), ...windows.map(paddingBehind)],
    },
    outShape,
  };
}

/** Whether windows of one pixel keep the shape. tfjs then keeps every pixel, whatever the padding. */
export function keepsAll({ kernel_shape }: PoolingGeometry, shape: number[], outShape: number[]): boolean {
  return sizeOf(kernel_shape) === 1 && sameNumbers(shape, outShape);
}

/**
 * Chooses an order that ends in the spatial axes. Pooling treats batch and channels alike, so any such order works.
 */
export function poolingOrder(lowering: Lowering, x: RecordedValue): AxisOrder {
  const { order } = lowering.stored(x);
  const spatial = naturalOrder(x.shape.length).slice(1, -1);
  return sameNumbers(order.slice(2), spatial) ? order : [0, x.shape.length - 1, ...spatial];
}

/** Images that onnxruntime can pool. */
export interface Poolable {
  /** ONNX value of the images. */
  readonly name: string;
  readonly extents: readonly number[];
  readonly geometry: PoolingGeometry;
}

/** Writes out paddings with `filler` if they are as wide as the window, which onnxruntime does not support. */
export function poolable(
  lowering: Lowering,
  x: RecordedValue,
  order: AxisOrder,
  geometry: PoolingGeometry,
  filler: number,
): Poolable {
  const [name, extents] = [lowering.full(x, order), storedExtents(x.shape, order)];
  if (!hasWidePadding(geometry)) return { name, extents, geometry };
  const { pads } = geometry;
  const [front, behind] = [pads.slice(0, pads.length / 2), pads.slice(pads.length / 2)];
  // A reshape separates padding and pooling, since onnxruntime's optimizer would join them again.
  const [outer, inner, ...spatial] = extents as [number, number, ...number[]];
  const planes = lowering.reshape(name, [outer * inner, ...spatial]);
  const margins = lowering.integers([0, ...front, 0, ...behind]);
  const padded = [outer, inner, ...spatial.map((extent, side) => extent + front[side]! + behind[side]!)];
  const pad = lowering.node('Pad', [planes, margins, lowering.scalar(filler, 'float32')]);
  return {
    name: lowering.reshape(pad, padded),
    extents: padded,
    geometry: { ...geometry, pads: pads.map(() => 0) },
  };
}

export function hasWidePadding({ kernel_shape, pads }: PoolingGeometry): boolean {
  return pads.some((pad, i) => pad >= kernel_shape[i % kernel_shape.length]!);
}

function inPlane(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes) {
  const info = backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize as [number, number],
    strides as [number, number],
    1,
    pad,
    dimRoundingMode,
  );
  return { windows: [vertical(info), horizontal(info)], outShape: info.outShape };
}

function inSpace(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes) {
  const info = backend_util.computePool3DInfo(
    shape as [number, number, number, number, number],
    filterSize as Triple,
    strides as Triple,
    1,
    pad as 'valid' | 'same' | number,
    dimRoundingMode,
  );
  const depth: Windows = {
    extent: info.inDepth,
    count: info.outDepth,
    reach: info.filterDepth,
    stride: info.strideDepth,
    padding: info.padInfo.front,
  };
  return { windows: [depth, vertical(info), horizontal(info)], outShape: info.outShape };
}
