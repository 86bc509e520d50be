import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeInputs,
  FusedDepthwiseConv2DAttrs,
  FusedDepthwiseConv2DInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { lowerActivation } from './activations.ts';
import { convolutionGeometry } from './convolution.ts';
import type { ConvolutionGeometry } from './convolution.ts';
import { fromChannelsLast, toChannelsLast } from './data-format.ts';
import { biasVector, fusionOf, given, noFusion, slopesChannelsFirst } from './fusion.ts';
import type { Fusion } from './fusion.ts';
import { groupedConvolution, groupedFilterGradient, groupedInputGradient } from './grouped-convolution.ts';
import type { Operand } from './grouped-convolution.ts';
import { kernel } from './kernel.ts';
import { arrangedOperand, channelsFirst, channelsOutermost } from './layouts.ts';

/** Inputs: x, filter, and optionally a bias and a slope of prelu. */
const depthwiseConvolution = operationType<ConvolutionGeometry & Fusion>(
  'DepthwiseConv2dNative',
  (lowering, { inputs, attributes, value }) => {
    const [x, filter, ...rest] = inputs as [RecordedValue, RecordedValue, ...RecordedValue[]];
    const bias = attributes.hasBias ? biasVector(lowering, rest.shift()!, value.shape[3]!) : undefined;
    const images = arrangedOperand(lowering, x, channelsFirst);
    const operands = [images, filterByChannel(lowering, filter), bias] as const;
    const result = groupedConvolution(lowering, operands, { ...attributes, groups: x.shape[3]! });
    const slopes = rest[0] && slopesChannelsFirst(lowering, rest[0]);
    return {
      name: lowerActivation(lowering, result, attributes, slopes),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

/** Inputs: dy, filter. */
const depthwiseInputGradient = operationType<ConvolutionGeometry>(
  'DepthwiseConv2dNativeBackpropInput',
  (lowering, { inputs: [dy, filter], attributes, value }) => {
    const gradient = arrangedOperand(lowering, dy!, channelsFirst);
    const [batch, height, width, channels] = value.shape as [number, number, number, number];
    const convolution = { ...attributes, groups: channels };
    const extents = [batch, channels, height, width];
    return {
      name: groupedInputGradient(
        lowering,
        gradient,
        filterByChannel(lowering, filter!),
        extents,
        convolution,
      ),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

/** Inputs: x, dy. */
const depthwiseFilterGradient = operationType<ConvolutionGeometry>(
  'DepthwiseConv2dNativeBackpropFilter',
  (lowering, { inputs, attributes, value }) => {
    const [x, dy] = inputs.map((input) => arrangedOperand(lowering, input, channelsOutermost));
    const [height, width, channels, multiplier] = value.shape as [number, number, number, number];
    const convolution = { ...attributes, groups: channels };
    const gradient = groupedFilterGradient(lowering, x!, dy!, [height, width], convolution);
    return {
      name: lowering.reshape(gradient, [channels, multiplier, height, width]),
      order: [2, 3, 0, 1],
      shape: value.shape,
    };
  },
);

/** Convolutions of each channel by itself, with a few filters for each. */
export const depthwiseConvolutionKernels: KernelConfig[] = [
  kernel<DepthwiseConv2dNativeInputs, DepthwiseConv2dNativeAttrs>(
    'DepthwiseConv2dNative',
    (backend, { x, filter }, attributes) => {
      const images = toChannelsLast(backend.value(x), attributes.dataFormat);
      const { geometry, outShape } = depthwiseGeometry(images.shape, filter.shape, attributes);
      const linear = { ...geometry, ...noFusion };
      const operands = [images, backend.value(filter)];
      const result = resultOf(depthwiseConvolution, linear, operands, outShape, 'float32');
      return backend.add(fromChannelsLast(result, attributes.dataFormat));
    },
  ),
  kernel<FusedDepthwiseConv2DInputs, FusedDepthwiseConv2DAttrs>(
    'FusedDepthwiseConv2D',
    (backend, inputs, attributes) => {
      const { x, filter, bias, preluActivationWeights } = inputs;
      const { geometry, outShape } = depthwiseGeometry(x.shape, filter.shape, attributes);
      const operands = backend.values(...given(x, filter, bias, preluActivationWeights));
      const fused = { ...geometry, ...fusionOf(inputs, attributes) };
      return backend.record(depthwiseConvolution, fused, operands, outShape, 'float32');
    },
  ),
  kernel<DepthwiseConv2dNativeBackpropInputInputs, DepthwiseConv2dNativeBackpropInputAttrs>(
    'DepthwiseConv2dNativeBackpropInput',
    (backend, { dy, filter }, attributes) => {
      const { inputShape } = attributes;
      const { geometry } = depthwiseGeometry(inputShape, filter.shape, attributes);
      const operands = backend.values(dy, filter);
      return backend.record(depthwiseInputGradient, geometry, operands, inputShape, 'float32');
    },
  ),
  kernel<DepthwiseConv2dNativeBackpropFilterInputs, DepthwiseConv2dNativeBackpropFilterAttrs>(
    'DepthwiseConv2dNativeBackpropFilter',
    (backend, { x, dy }, attributes) => {
      const { filterShape } = attributes;
      const { geometry } = depthwiseGeometry(x.shape, filterShape, attributes);
      const operands = backend.values(x, dy);
      return backend.record(depthwiseFilterGradient, geometry, operands, filterShape, 'float32');
    },
  ),
];

function depthwiseGeometry(...[input, filter, attributes]: Parameters<typeof convolutionGeometry>) {
  return convolutionGeometry(input, filter, attributes, { isDepthwise: true });
}

/** Converts tfjs's height, width, channels, filters per channel to ONNX's filters, 1, height, width. */
function filterByChannel(lowering: Lowering, filter: RecordedValue): Operand {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  const extents = [channels * multiplier, 1, height, width];
  return { name: lowering.reshape(lowering.full(filter, [2, 3, 0, 1]), extents), extents };
}
