import type { Conv2DBackpropFilterAttrs, Conv2DBackpropFilterInputs, KernelConfig } from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import type { Stored } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { convolutionGeometry } from './convolution.ts';
import type { ConvolutionGeometry } from './convolution.ts';
import { convolve } from './convolve.ts';
import { toChannelsLast } from './data-format.ts';
import { kernel } from './kernel.ts';

/**
 * The gradient for a convolution's filter: for each offset (i, j) of the filter, channel c in and m out
 *
 *     sum over n, h, w of x[n, h + i, w + j, c] dy[n, h, w, m]
 *
 * which is itself a convolution, of x with dy, where the images of the batch are the channels that are summed over. x
 * is taken with its width and channels as one axis, along which a step of one pixel is C elements: a dilation of C.
 * So one convolution gives all offsets, and onnxruntime gathers its operands in the cache. Strides become dilations.
 * Its filter is dy, with height, width, images in and channels out.
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
    const gradient = convolve(lowering, {
      x: { name: rows, extents: [1, batch, paddedHeight, paddedWidth * channels] },
      filter: asFilter(lowering.fullAlong(dy, naturalOrder(4))),
      filterChannels: 'in-out',
      attributes: {
        strides: [1, 1],
        dilations: [strides[0], strides[1] * channels],
        pads: [0, 0, 0, 0],
      },
    });
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

/** Batch, height, width, channel of images in the place of a filter's channel in, height, width, channel out. */
function asFilter({ name, order, shape }: Stored): Stored {
  const places = [2, 0, 1, 3];
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return { name, order: order.map((axis) => places[axis]!), shape: [height, width, batch, channels] };
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
