import { backend_util } from '@tensorflow/tfjs';
import type {
  Conv3DAttrs,
  Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropFilterV2Inputs,
  Conv3DBackpropInputV2Attrs,
  Conv3DBackpropInputV2Inputs,
  Conv3DInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import { storedExtents } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { groupedConvolution, groupedFilterGradient, groupedInputGradient } from './grouped-convolution.ts';
import type { SpatialGeometry } from './grouped-convolution.ts';
import { kernel } from './kernel.ts';
import { arrangedOperand } from './layouts.ts';

type Shape5D = [number, number, number, number, number];

/** Permutation from tfjs's batch, depth, height, width, channel to batch, channel, depth, height, width. */
const channelsFirst = [0, 4, 1, 2, 3];
const channelsOutermost = [4, 0, 1, 2, 3];
/** Permutation from tfjs's depth, height, width, in, out to out, in, depth, height, width. */
const filterOrder = [4, 3, 0, 1, 2];

/** Inputs: x, filter. */
const convolution3D = operationType<SpatialGeometry>('Conv3D', (lowering, { inputs, attributes, value }) => {
  const images = arrangedOperand(lowering, inputs[0]!, channelsFirst);
  const filter = arrangedOperand(lowering, inputs[1]!, filterOrder);
  return {
    name: groupedConvolution(lowering, [images, filter], { ...attributes, groups: 1 }),
    order: channelsFirst,
    shape: value.shape,
  };
});

/** Inputs: dy, filter. */
const inputGradient3D = operationType<SpatialGeometry>(
  'Conv3DBackpropInputV2',
  (lowering, { inputs, attributes, value }) => {
    const gradient = arrangedOperand(lowering, inputs[0]!, channelsFirst);
    const filter = arrangedOperand(lowering, inputs[1]!, filterOrder);
    const extents = storedExtents(value.shape, channelsFirst);
    return {
      name: groupedInputGradient(lowering, gradient, filter, extents, { ...attributes, groups: 1 }),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

/** Inputs: x, dy. */
const filterGradient3D = operationType<SpatialGeometry>(
  'Conv3DBackpropFilterV2',
  (lowering, { inputs, attributes, value }) => {
    const [x, dy] = inputs.map((input) => arrangedOperand(lowering, input, channelsOutermost));
    return {
      name: groupedFilterGradient(lowering, x!, dy!, value.shape.slice(0, 3), { ...attributes, groups: 1 }),
      order: [3, 4, 0, 1, 2],
      shape: value.shape,
    };
  },
);

/** Convolutions in three dimensions, and their gradients. */
export const convolution3DKernels: KernelConfig[] = [
  kernel<Conv3DInputs, Conv3DAttrs>('Conv3D', (backend, { x, filter }, attributes) => {
    const { geometry, outShape } = geometry3D(x.shape, filter.shape, attributes);
    return backend.record(convolution3D, geometry, backend.values(x, filter), outShape, 'float32');
  }),
  kernel<Conv3DBackpropInputV2Inputs, Conv3DBackpropInputV2Attrs>(
    'Conv3DBackpropInputV2',
    (backend, { dy, filter }, attributes) => {
      const { inputShape } = attributes;
      const { geometry } = geometry3D(inputShape, filter.shape, attributes);
      return backend.record(inputGradient3D, geometry, backend.values(dy, filter), inputShape, 'float32');
    },
  ),
  kernel<Conv3DBackpropFilterV2Inputs, Conv3DBackpropFilterV2Attrs>(
    'Conv3DBackpropFilterV2',
    (backend, { x, dy }, attributes) => {
      const { filterShape } = attributes;
      const { geometry } = geometry3D(x.shape, filterShape, attributes);
      return backend.record(filterGradient3D, geometry, backend.values(x, dy), filterShape, 'float32');
    },
  ),
];

function geometry3D(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations = 1, pad }: Pick<Conv3DAttrs, 'strides' | 'pad'> & Partial<Conv3DAttrs>,
): { geometry: SpatialGeometry; outShape: number[] } {
  const info = backend_util.computeConv3DInfo(
    inputShape as Shape5D,
    filterShape as Shape5D,
    strides,
    dilations,
    pad,
  );
  const { front, top, left, back, bottom, right } = info.padInfo;
  return {
    geometry: {
      strides: [info.strideDepth, info.strideHeight, info.strideWidth],
      dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
      pads: [front, top, left, back, bottom, right],
    },
    outShape: info.outShape,
  };
}
