import type { Lowering } from '../lowering/lowering.ts';

/**
 * A convolution in any number of dimensions, between ONNX values: x is [batch, in, ...], y [batch, out, ...] and the
 * filter [out, in / groups, ...], where "..." are the spatial axes. Each group of channels is convolved by itself.
 */
export interface GroupedConvolution extends SpatialGeometry {
  readonly groups: number;
}

/** One number per spatial axis. Paddings in front of the images come first, then those behind. */
export interface SpatialGeometry {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** An ONNX value and its extents. */
export interface Operand {
  readonly name: string;
  readonly extents: readonly number[];
}

/** Computes y. */
export function groupedConvolution(
  lowering: Lowering,
  [x, filter, bias]: readonly [x: Operand, filter: Operand, bias?: string],
  { groups, strides, dilations, pads }: GroupedConvolution,
): string {
  const operands = [x.name, filter.name, ...(bias === undefined ? [] : [bias])];
  return lowering.node('Conv', operands, { group: groups, strides, dilations, pads });
}

/** Computes the gradient for x, of the given extents, from the gradient for y. */
export function groupedInputGradient(
  lowering: Lowering,
  dy: Operand,
  filter: Operand,
  extents: readonly number[],
  { groups, strides, dilations, pads }: GroupedConvolution,
): string {
  const [dyExtents, filterExtents, spatialExtents] = [dy, filter, { extents }].map((operand) =>
    operand.extents.slice(2),
  ) as [number[], number[], number[]];
  const reaches = filterExtents.map((extent, axis) => (extent - 1) * dilations[axis]! + 1);
  const turnedPads = pads.map((pad, i) => reaches[i % reaches.length]! - 1 - pad);
  if (strides.every((stride) => stride === 1) && turnedPads.every((pad) => pad >= 0))
    return lowering.node('Conv', [dy.name, turnedFilter(lowering, filter, groups)], {
      group: groups,
      dilations,
      pads: turnedPads,
    });
  const uncovered = spatialExtents.map((extent, axis) => {
    const covered = (dyExtents[axis]! - 1) * strides[axis]! + reaches[axis]!;
    return extent + pads[axis]! + pads[axis + reaches.length]! - covered;
  });
  const attributes = { group: groups, strides, dilations, pads, output_padding: uncovered };
  return lowering.node('ConvTranspose', [dy.name, filter.name], attributes);
}

/**
 * Computes the gradient for a filter of the given spatial extents, if there is one group or each group has one input
 * channel. It is a convolution of x with dy in which the images of the batch are the channels that are summed over.
 * Strides become dilations and vice versa. Both operands have their channels before the batch: [channels, batch,
 * ...]. The result's axes are in / groups, out, and the spatial ones.
 */
export function groupedFilterGradient(
  lowering: Lowering,
  x: Operand,
  dy: Operand,
  spatialExtents: readonly number[],
  { groups, strides, dilations, pads }: GroupedConvolution,
): string {
  const [channels, batch, ...rest] = x.extents as [number, number, ...number[]];
  const images = groups === 1 ? x.name : lowering.reshape(x.name, [1, channels * batch, ...rest]);
  const attributes = { group: groups, strides: dilations, dilations: strides, pads };
  const gradient = lowering.node('Conv', [images, dy.name], attributes);
  // If strides skip the end of the images, the filter would be too large.
  const axes = spatialExtents.map((_, axis) => axis + 2);
  const begin = lowering.integers(axes.map(() => 0));
  return lowering.node('Slice', [
    gradient,
    begin,
    lowering.integers(spatialExtents),
    lowering.integers(axes),
  ]);
}

/** Converts [out, in / groups, ...] to [in, out / groups, ...], reversed along the spatial axes. */
function turnedFilter(lowering: Lowering, { name, extents }: Operand, groups: number): string {
  const [channelsOut, channelsIn, ...spatial] = extents as [number, number, ...number[]];
  const axes = spatial.map((_, axis) => axis + 2);
  const last = lowering.integers(axes.map(() => -1));
  const ends = lowering.integers(axes.map(() => -(2 ** 31)));
  const turned = lowering.node('Slice', [name, last, ends, lowering.integers(axes), last]);
  const inGroups = lowering.reshape(turned, [groups, channelsOut / groups, channelsIn, ...spatial]);
  const perm = [0, 2, 1, ...axes.map((axis) => axis + 1)];
  const swapped = lowering.node('Transpose', [inGroups], { perm });
  return lowering.reshape(swapped, [groups * channelsIn, channelsOut / groups, ...spatial]);
}
