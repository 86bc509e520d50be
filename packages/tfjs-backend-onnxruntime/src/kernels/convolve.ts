import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import type { Stored } from '../lowering/stored.ts';

/** One convolution of the ONNX graph. It is a correlation, since filters are not reversed. */
export interface Convolve {
  /** ONNX value of the input, with the axes batch, channels in, height, width. */
  readonly x: { readonly name: string; readonly extents: Extents };
  /** Filter with tfjs's axes height, width, in, out, or with the last two swapped. */
  readonly filter: Stored;
  readonly filterChannels: 'in-out' | 'out-in';
  /** ONNX value with one element per output channel. */
  readonly bias?: string;
  readonly attributes: {
    readonly strides: [number, number];
    readonly dilations: [number, number];
    readonly pads: Pads;
  };
}

type Extents = readonly [batch: number, channels: number, height: number, width: number];
type Pads = readonly [top: number, left: number, bottom: number, right: number];

/** The result's ONNX value: batch, channels out, height, width. */
export function convolve(lowering: Lowering, convolution: Convolve): string {
  const { channelBlock } = lowering.target;
  return channelBlock !== undefined && paysInBlocks(convolution, channelBlock)
    ? convolveBlocks(lowering, convolution, channelBlock)
    : convolvePlain(lowering, convolution);
}

/** Whether blocks are faster. A few output channels are worth padding with zeros, unless the filter has one pixel. */
function paysInBlocks({ filter, filterChannels }: Convolve, block: number): boolean {
  const [height, width] = filter.shape as [number, number];
  const [channelsIn, channelsOut] = channelsOf(filter, filterChannels);
  const isWorthFilling = channelsOut < block && height * width > 1;
  return channelsIn % block === 0 && (channelsOut % block === 0 || isWorthFilling);
}

function channelsOf(
  { shape }: Stored,
  order: Convolve['filterChannels'],
): [channelsIn: number, channelsOut: number] {
  const [first, second] = shape.slice(2) as [number, number];
  return order === 'in-out' ? [first, second] : [second, first];
}

function convolvePlain(
  lowering: Lowering,
  { x, filter, filterChannels, bias, attributes }: Convolve,
): string {
  const order = filterChannels === 'in-out' ? [3, 2, 0, 1] : [2, 3, 0, 1];
  return lowering.node('Conv', operands(x.name, lowering.arranged(filter, order), bias), attributes);
}

/**
 * Uses onnxruntime's kernels for blocks of channels, which are faster: height, width and a block of channels are the
 * innermost axes. Its own optimizer uses them only for constant filters, but filters change in training.
 */
function convolveBlocks(
  lowering: Lowering,
  { x, filter, filterChannels, bias, attributes }: Convolve,
  block: number,
): string {
  const domain = { domain: 'com.microsoft.nchwc' };
  const [height, width] = filter.shape as [number, number];
  const [channelsIn, channelsOut] = channelsOf(filter, filterChannels);
  const filled = Math.ceil(channelsOut / block) * block;
  const isInFirst = filterChannels === 'in-out';
  const [first, second] = isInFirst ? [channelsIn, filled] : [filled, channelsIn];
  const added = filled - channelsOut;
  const whole = withZeros(lowering, lowering.arranged(filter, naturalOrder(4)), [
    ...[0, 0],
    ...(isInFirst ? [0, added] : [added, 0]),
  ]);
  const blocks = lowering.reshape(whole, [height, width, first / block, block, second / block, block]);
  // The axes are blocks out, blocks in, height, width, channel in a block in, channel in a block out.
  const perm = isInFirst ? [4, 2, 0, 1, 3, 5] : [2, 4, 0, 1, 5, 3];
  const weights = lowering.reshape(lowering.node('Transpose', [blocks], { perm }), [
    filled,
    channelsIn,
    height,
    width,
  ]);
  const images = lowering.node('ReorderInput', [x.name], {}, domain);
  const isWide = attributes.pads.some((pad) => pad > 1);
  const padded = isWide ? padBlocks(lowering, images, x.extents, attributes.pads, block) : images;
  const result = lowering.node(
    'Conv',
    operands(padded, weights, bias && withZeros(lowering, bias, [added])),
    { ...attributes, pads: isWide ? [0, 0, 0, 0] : attributes.pads, kernel_shape: [height, width] },
    domain,
  );
  return lowering.node('ReorderOutput', [result], { channels: channelsOut }, domain);
}

/** Writes out wide padding, because onnxruntime is much slower at pixels that touch the padding. */
function padBlocks(
  lowering: Lowering,
  images: string,
  [batch, channels, height, width]: Extents,
  [top, left, bottom, right]: Pads,
  block: number,
): string {
  const rows = lowering.reshape(images, [(batch * channels) / block, height, width * block]);
  const margins = lowering.integers([0, top, left * block, 0, bottom, right * block]);
  const padded = lowering.node('Pad', [rows, margins]);
  return lowering.reshape(padded, [batch, channels, top + height + bottom, left + width + right]);
}

/** Appends a number of zeros along each axis. */
function withZeros(lowering: Lowering, name: string, counts: number[]): string {
  if (counts.every((count) => count === 0)) return name;
  return lowering.node('Pad', [name, lowering.integers([...counts.map(() => 0), ...counts])]);
}

function operands(x: string, filter: string, bias: string | undefined): string[] {
  return bias === undefined ? [x, filter] : [x, filter, bias];
}
