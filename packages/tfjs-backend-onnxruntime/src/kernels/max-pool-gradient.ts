import type { Lowering } from '../lowering/lowering.ts';
import type { PoolingGeometry } from './pooling.ts';

/** Pooling over height and width. */
export interface PlanePooling extends PoolingGeometry {
  readonly kernel_shape: readonly [number, number];
  readonly strides: readonly [number, number];
}

/** ONNX values whose last axes are height and width; their other axes are equal. */
export interface PooledImages {
  readonly x: string;
  /** Extents of x by stored axis. */
  readonly extents: readonly number[];
  /** Result of max pooling x. */
  readonly pooled: string;
  /** Gradient of the loss for `pooled`. */
  readonly gradient: string;
  /** Height and width of `pooled` and `gradient`. */
  readonly outExtents: readonly [number, number];
}

/**
 * Computes the gradient for the input of a max pooling with operators that every device has. Each window passes its
 * gradient from element to element, by rows, to its first maximum. Gradients at one offset of the windows lie
 * `strides` apart in the result, so the result is interleaved from sums over equal phases.
 */
export function composedMaxPoolGradient(
  lowering: Lowering,
  images: PooledImages,
  geometry: PlanePooling,
): string {
  const shares = sharesByOffset(lowering, images, geometry);
  const [height, width] = images.extents.slice(2) as [number, number];
  const [top, left] = geometry.pads as [number, number];
  const blocks = [height + top, width + left].map((extent, side) =>
    Math.max(
      Math.ceil(extent / geometry.strides[side]!),
      images.outExtents[side]! + Math.ceil(geometry.kernel_shape[side]! / geometry.strides[side]!) - 1,
    ),
  ) as [number, number];
  const phases = pairs(geometry.strides).map(([row, column]) => {
    const alike = shares.filter(
      ({ offset }) => offset[0] % geometry.strides[0] === row && offset[1] % geometry.strides[1] === column,
    );
    return sumOfShares(lowering, alike, images, geometry, blocks);
  });
  const all = interleave(lowering, phases, images.extents, geometry.strides, blocks);
  return crop(lowering, all, [top, left], [top + height, left + width]);
}

interface Share {
  /** Offset in rows and columns from the window's corner. */
  readonly offset: readonly [number, number];
  /** Gradient of each window for the element there, with the extents of the pooled images. */
  readonly gradient: string;
}

function sharesByOffset(
  lowering: Lowering,
  { x, pooled, gradient, outExtents }: PooledImages,
  { kernel_shape, strides, pads }: PlanePooling,
): Share[] {
  const zero = lowering.scalar(0, 'float32');
  const padded = pad(lowering, x, pads, LOWEST);
  const reach = outExtents.map((extent, side) => (extent - 1) * strides[side]! + 1) as [number, number];
  const offsets = pairs(kernel_shape);
  let rest = gradient;
  return offsets.map((offset, i) => {
    if (i === offsets.length - 1) return { offset, gradient: rest };
    const [row, column] = offset;
    const elements = crop(lowering, padded, offset, [row + reach[0], column + reach[1]], strides);
    const isLess = lowering.node('Less', [elements, pooled]);
    const share = lowering.node('Where', [isLess, zero, rest]);
    rest = lowering.node('Where', [isLess, rest, zero]);
    return { offset, gradient: share };
  });
}

/** Value of paddings, which is not above any other number. */
const LOWEST = -3.4028234663852886e38;

/**
 * Sums gradients of overlapping windows, which reach an element at offsets that differ by a multiple of the stride.
 */
function sumOfShares(
  lowering: Lowering,
  shares: readonly Share[],
  { extents, outExtents }: PooledImages,
  { strides }: PlanePooling,
  blocks: readonly [number, number],
): string {
  const moved = shares.map(({ offset, gradient }) => {
    const [row, column] = offset.map((distance, side) => Math.floor(distance / strides[side]!)) as [
      number,
      number,
    ];
    const margins = [row, column, blocks[0] - outExtents[0] - row, blocks[1] - outExtents[1] - column];
    return pad(lowering, gradient, margins, 0);
  });
  if (moved.length === 0)
    return lowering.node('Expand', [
      lowering.scalar(0, 'float32'),
      lowering.integers([...extents.slice(0, 2), ...blocks]),
    ]);
  return moved.reduce((sum, term) => lowering.node('Add', [sum, term]));
}

/** Interleaves phases, which are rows and columns modulo the strides, by rows. */
function interleave(
  lowering: Lowering,
  phases: readonly string[],
  extents: readonly number[],
  [rows, columns]: readonly [number, number],
  [blocksDown, blocksAcross]: readonly [number, number],
): string {
  const outer = extents[0]! * extents[1]!;
  const join = (names: readonly string[]) =>
    names.length === 1 ? names[0]! : lowering.node('Concat', names, { axis: 2 });
  const lines = Array.from({ length: rows }, (_, row) => {
    const columnPhases = phases.slice(row * columns, (row + 1) * columns);
    const points = columnPhases.map((name) => lowering.reshape(name, [outer * blocksDown, blocksAcross, 1]));
    return lowering.reshape(join(points), [outer * blocksDown, 1, blocksAcross * columns]);
  });
  const joined = lines.length === 1 ? lines[0]! : lowering.node('Concat', lines, { axis: 1 });
  return lowering.reshape(joined, [...extents.slice(0, 2), blocksDown * rows, blocksAcross * columns]);
}

/** Adds rows and columns: top, left, bottom, right. */
function pad(lowering: Lowering, images: string, margins: readonly number[], value: number): string {
  if (margins.every((margin) => margin === 0)) return images;
  const [top, left, bottom, right] = margins as [number, number, number, number];
  return lowering.node('Pad', [
    images,
    lowering.integers([0, 0, top, left, 0, 0, bottom, right]),
    lowering.scalar(value, 'float32'),
  ]);
}

/** Cuts out rows and columns from `starts` to before `ends`. */
function crop(
  lowering: Lowering,
  images: string,
  starts: readonly number[],
  ends: readonly number[],
  steps: readonly number[] = [1, 1],
): string {
  const [from, to, axes, by] = [starts, ends, [2, 3], steps].map((values) => lowering.integers(values));
  return lowering.node('Slice', [images, from!, to!, axes!, by!]);
}

/** All pairs of numbers below those given, the last running fastest. */
function pairs([first, second]: readonly [number, number]): [number, number][] {
  return Array.from({ length: first * second }, (_, i) => [Math.floor(i / second), i % second]);
}
