import type { Conv2DBackpropFilterAttrs, Conv2DBackpropFilterInputs, KernelConfig } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { operationType } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { convolutionGeometry } from './convolution.ts';
import type { ConvolutionGeometry } from './convolution.ts';
import { toChannelsLast } from './data-format.ts';
import { kernel } from './kernel.ts';
import { channelsFirst, channelsOutermost } from './layouts.ts';

/**
 * Computes the gradient for a convolution's filter: for each offset (i, j) of the filter, channel c in and m out
 *
 *     sum over n, h, w of x[n, h + i, w + j, c] dy[n, h, w, m]
 *
 * which is itself a convolution, of x with dy, where the images of the batch are the channels that are summed over. x
 * is taken with its width and channels as one axis, along which a step of one pixel is C elements: a dilation of C.
 * So one convolution gives all offsets, and onnxruntime gathers its operands in the cache. Strides become dilations.
 */
const convolutionFilterGradient = operationType<ConvolutionGeometry>(
  'Conv2DBackpropFilter',
  (lowering, { inputs, attributes: { strides, pads }, value }) => {
    const [x, dy] = inputs as [typeof value, typeof value];
    const [filterHeight, filterWidth, channels] = value.shape as [number, number, number, number];
    const [batch, height, width] = x.shape as [number, number, number, number];
    const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
    const paddedHeight = filterHeight + (outHeight - 1) * strides[0];
    const paddedWidth = filterWidth + (outWidth - 1) * strides[1];
    const [top, left] = pads;
    const margins = [0, top, left, 0, 0, paddedHeight - height - top, paddedWidth - width - left, 0];
    const padded = margins.some((margin) => margin !== 0)
      ? lowering.node('Pad', [lowering.full(x), lowering.integers(margins)])
      : lowering.full(x);
    const rows = lowering.reshape(padded, [1, batch, paddedHeight, paddedWidth * channels]);
    const dilations = [strides[0], strides[1] * channels] as const;
    const { channelBlock } = lowering.target;
    const gradient =
      channelBlock !== undefined && paysInBlocks(dy, channelBlock)
        ? convolveBlocks(lowering, rows, dy, dilations, channelBlock)
        : lowering.node('Conv', [rows, lowering.full(dy, channelsOutermost)], { dilations });
    const order = [3, 0, 1, 2];
    return {
      name: lowering.reshape(
        gradient,
        order.map((axis) => value.shape[axis]!),
      ),
      order,
      shape: value.shape,
    };
  },
);

/** Number of pixels of dy above which its blocks do not stay in the cache. */
const mostPixelsInBlocks = 256;

function paysInBlocks({ shape }: RecordedValue, block: number): boolean {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return batch % block === 0 && channels % block === 0 && height * width <= mostPixelsInBlocks;
}

/** Uses onnxruntime's kernels for blocks of channels, which here are blocks of images. */
function convolveBlocks(
  lowering: Lowering,
  rows: string,
  dy: RecordedValue,
  dilations: readonly [number, number],
  block: number,
): string {
  const domain = { domain: 'com.microsoft.nchwc' };
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const channelBlocks = lowering.node('ReorderInput', [lowering.full(dy, channelsFirst)], {}, domain);
  const [images, inBlock, channel, pixel, inChannelBlock] = [0, 1, 2, 3, 4];
  const filter = lowering.node(
    'Transpose',
    [lowering.reshape(channelBlocks, [batch / block, block, channels / block, height * width, block])],
    { perm: [channel, images, pixel, inBlock, inChannelBlock] },
  );
  const result = lowering.node(
    'Conv',
    [
      lowering.node('ReorderInput', [rows], {}, domain),
      lowering.reshape(filter, [channels, batch, height, width]),
    ],
    { dilations, kernel_shape: [height, width] },
    domain,
  );
  return lowering.node('ReorderOutput', [result], { channels }, domain);
}

export const convolutionFilterGradientKernels: KernelConfig[] = [
  kernel<Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    (backend, { x, dy }, attributes) => {
      const { filterShape, dataFormat } = attributes;
      const operands = backend.values(x, dy).map((value) => toChannelsLast(value, dataFormat));
      const { geometry } = convolutionGeometry(operands[0]!.shape, filterShape, attributes);
      return backend.record(convolutionFilterGradient, geometry, operands, filterShape, 'float32');
    },
  ),
];
