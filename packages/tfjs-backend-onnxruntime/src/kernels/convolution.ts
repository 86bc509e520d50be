import { backend_util, util } from '@tensorflow/tfjs';
import type {
  Conv2DAttrs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  Conv2DInputs,
  FusedConv2DAttrs,
  FusedConv2DInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder, storedExtents } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { lowerActivation } from './activations.ts';
import { convolve } from './convolve.ts';
import type { Convolve } from './convolve.ts';
import type { DataFormat } from './data-format.ts';
import { axesChannelsLast, fromChannelsLast, toChannelsLast } from './data-format.ts';
import { biasVector, fusionOf, isFused, noFusion, slopesChannelsFirst } from './fusion.ts';
import type { Fusion } from './fusion.ts';
import { groupedInputGradient } from './grouped-convolution.ts';
import { kernel } from './kernel.ts';
import { arrangedOperand, channelsFirst } from './layouts.ts';
import { sliceOf } from './slice.ts';
import { convolveWinograd, suitsWinograd } from './winograd.ts';
import type { Extents } from './winograd-tiles.ts';
import { horizontal, paddingBehind, vertical } from './windows.ts';

/** Pairs are for height and width. */
export interface ConvolutionGeometry {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pads: Pads;
}

type Pads = readonly [top: number, left: number, bottom: number, right: number];

/** Inputs: x, filter, and optionally a bias and a slope of prelu. */
export const convolution = operationType<ConvolutionGeometry & Fusion>(
  'Conv2D',
  (lowering, { inputs, attributes, value }) => {
    const [x, filter, ...rest] = inputs as [RecordedValue, RecordedValue, ...RecordedValue[]];
    if (!isFused(attributes) && suitsWinograd(lowering.target, filter.shape, attributes)) {
      const name = convolveWinograd(lowering, {
        images: { name: lowering.full(x), extents: x.shape as Extents },
        filter: lowering.full(filter),
        margins: [attributes.pads[0], attributes.pads[1]],
        outExtents: value.shape as Extents,
      });
      return { name, order: naturalOrder(4), shape: value.shape };
    }
    const bias = attributes.hasBias ? biasVector(lowering, rest.shift()!, value.shape[3]!) : undefined;
    const { strides, dilations, pads } = attributes;
    const result = convolve(lowering, {
      x: imagesOf(lowering, x),
      filter: lowering.fullAlong(filter, naturalOrder(4)),
      filterChannels: 'in-out',
      bias,
      attributes: { strides, dilations, pads },
    });
    const slope = rest[0] && slopesChannelsFirst(lowering, rest[0]);
    return {
      name: lowerActivation(lowering, result, attributes, slope),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

/** The gradient for a convolution's input. Inputs: dy, filter. */
const convolutionInputGradient = operationType<ConvolutionGeometry>(
  'Conv2DBackpropInput',
  (lowering, { inputs: [dy, filter], attributes, value }) => {
    const operands = [dy!, filter!] as const;
    const pads = transposedPads(attributes, filter!.shape);
    const canCorrelate = attributes.strides.every((stride) => stride === 1) && pads.every((pad) => pad >= 0);
    return {
      name: canCorrelate
        ? correlate(lowering, ...operands, pads)
        : transposedConvolution(lowering, ...operands, attributes, value.shape),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

/** Convolutions in two dimensions, and transposed ones, which are their gradient for the input. */
export const convolutionKernels: KernelConfig[] = [
  kernel<Conv2DInputs, Conv2DAttrs>('Conv2D', (backend, { x, filter }, attributes) => {
    const images = toChannelsLast(backend.value(x), attributes.dataFormat);
    const { geometry, outShape } = convolutionGeometry(images.shape, filter.shape, attributes);
    const operands = [images, backend.value(filter)];
    const result = resultOf(convolution, { ...geometry, ...noFusion }, operands, outShape, 'float32');
    return backend.add(fromChannelsLast(result, attributes.dataFormat));
  }),
  kernel<FusedConv2DInputs, FusedConv2DAttrs>('FusedConv2D', (backend, inputs, attributes) => {
    const { x, filter, bias, preluActivationWeights } = inputs;
    const { dataFormat } = attributes;
    const images = toChannelsLast(backend.value(x), dataFormat);
    const { geometry, outShape } = convolutionGeometry(images.shape, filter.shape, attributes);
    const operands = [images, backend.value(filter)];
    if (bias) operands.push(backend.value(bias));
    if (preluActivationWeights)
      operands.push(toChannelsLast(backend.value(preluActivationWeights), dataFormat));
    const fused = { ...geometry, ...fusionOf(inputs, attributes) };
    const result = resultOf(convolution, fused, operands, outShape, 'float32');
    return backend.add(fromChannelsLast(result, dataFormat));
  }),
  kernel<Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs>(
    'Conv2DBackpropInput',
    (backend, { dy, filter }, attributes) => {
      const inputShape = axesChannelsLast(attributes.inputShape, attributes.dataFormat);
      const gradient = toChannelsLast(backend.value(dy), attributes.dataFormat);
      const { geometry, outShape } = convolutionGeometry(inputShape, filter.shape, attributes);
      util.assert(
        outShape.every((extent, axis) => extent <= gradient.shape[axis]!),
        () =>
          `Error in conv2dTranspose: the input's shape is [${gradient.shape}] and should be [${outShape}].`,
      );
      // Like tfjs's own backends, this leaves out pixels to which the input cannot contribute.
      const operands = [sliceOf(gradient, [0, 0, 0, 0], outShape), backend.value(filter)];
      const result = resultOf(convolutionInputGradient, geometry, operands, inputShape, 'float32');
      return backend.add(fromChannelsLast(result, attributes.dataFormat));
    },
  ),
];

/** Strides, dilations and paddings as numbers, and the shape of the result. Shapes are of channels last. */
export function convolutionGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> & {
    dataFormat?: DataFormat;
    dilations?: [number, number] | number;
  },
  { isDepthwise = false } = {},
): { geometry: ConvolutionGeometry; outShape: [number, number, number, number] } {
  const { strides, dilations, pad, dataFormat, dimRoundingMode } = attributes;
  const info = backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations ?? 1,
    Array.isArray(pad) ? (axesChannelsLast(pad, dataFormat) as typeof pad) : pad,
    dimRoundingMode,
    isDepthwise,
  );
  const windows = [vertical(info), horizontal(info)] as const;
  return {
    geometry: {
      strides: [info.strideHeight, info.strideWidth],
      dilations: [info.dilationHeight, info.dilationWidth],
      pads: [windows[0].padding, windows[1].padding, paddingBehind(windows[0]), paddingBehind(windows[1])],
    },
    outShape: info.outShape,
  };
}

function imagesOf(lowering: Lowering, x: RecordedValue): Convolve['x'] {
  const extents = storedExtents(x.shape, channelsFirst) as [number, number, number, number];
  return { name: lowering.full(x, channelsFirst), extents };
}

function transposedPads({ pads }: ConvolutionGeometry, [height, width]: readonly number[]): Pads {
  const [top, left, bottom, right] = pads;
  return [height! - 1 - top, width! - 1 - left, height! - 1 - bottom, width! - 1 - right];
}

/** With stride 1 the gradient is a convolution with the reversed filter, which is faster than a transposed one. */
function correlate(lowering: Lowering, dy: RecordedValue, filter: RecordedValue, pads: Pads): string {
  const ends = lowering.integers([-(2 ** 31), -(2 ** 31)]);
  const last = lowering.integers([-1, -1]);
  const turned = lowering.node('Slice', [lowering.full(filter), last, ends, lowering.integers([0, 1]), last]);
  return convolve(lowering, {
    x: imagesOf(lowering, dy),
    filter: { name: turned, order: naturalOrder(4), shape: filter.shape },
    filterChannels: 'out-in',
    attributes: { strides: [1, 1], dilations: [1, 1], pads },
  });
}

function transposedConvolution(
  lowering: Lowering,
  dy: RecordedValue,
  filter: RecordedValue,
  geometry: ConvolutionGeometry,
  inputShape: readonly number[],
): string {
  const [gradient, outwards] = [
    arrangedOperand(lowering, dy, channelsFirst),
    arrangedOperand(lowering, filter, [3, 2, 0, 1]),
  ];
  const extents = storedExtents(inputShape, channelsFirst);
  return groupedInputGradient(lowering, gradient, outwards, extents, { ...geometry, groups: 1 });
}
