import { backend_util } from '@tensorflow/tfjs';
import type {
  Dilation2DAttrs,
  Dilation2DBackpropFilterInputs,
  Dilation2DBackpropInputInputs,
  Dilation2DInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import type { RecordedValue, Shape } from '../recording/value.ts';
import { kernel } from './kernel.ts';
import { scatterSum } from './scatter-sum.ts';
import { horizontal, paddingBehind, vertical } from './windows.ts';

/** Pairs are for height and width. */
interface DilationGeometry {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  /** Padding in front of the images. */
  readonly margins: [number, number];
  readonly marginsBehind: [number, number];
}

/** Inputs: x, filter. */
const dilation = operationType<DilationGeometry>('Dilation2D', (lowering, { inputs, attributes, value }) => {
  const [x, filter] = inputs as [RecordedValue, RecordedValue];
  const sums = windowSums(lowering, x, filter, value.shape, attributes);
  return {
    name: lowering.node('ReduceMax', [sums, lowering.integers([2, 4])], { keepdims: 0 }),
    order: naturalOrder(4),
    shape: value.shape,
  };
});

/** Inputs: x, filter, dy. The whole gradient goes to the first of a window's equal maxima, by rows. */
const dilationInputGradient = operationType<DilationGeometry>(
  'Dilation2DBackpropInput',
  (lowering, { inputs, attributes, value }) => {
    const [x, filter, dy] = inputs as [RecordedValue, RecordedValue, RecordedValue];
    const extents = paddedExtents(x.shape, attributes);
    const offset = firstMaxima(lowering, x, filter, dy.shape, attributes);
    const places = placesInImages(lowering, offset, extents, filter.shape, dy.shape, attributes);
    const gradient = scatterSum(lowering, lowering.full(dy), places, extents);
    const { margins } = attributes;
    const end = margins.map((margin, side) => margin + value.shape[side + 1]!);
    const range = [margins, end, [1, 2]].map((numbers) => lowering.integers(numbers));
    return {
      name: lowering.node('Slice', [gradient, ...range]),
      order: naturalOrder(4),
      shape: value.shape,
    };
  },
);

/** Inputs: x, filter, dy. */
const dilationFilterGradient = operationType<DilationGeometry>(
  'Dilation2DBackpropFilter',
  (lowering, { inputs, attributes, value }) => {
    const [x, filter, dy] = inputs as [RecordedValue, RecordedValue, RecordedValue];
    const [height, width, channels] = value.shape as [number, number, number];
    const offset = lowering.reshape(firstMaxima(lowering, x, filter, dy.shape, attributes), [...dy.shape, 1]);
    const offsets = lowering.integers(naturalOrder(height * width));
    const gradient = lowering.reshape(lowering.full(dy), [...dy.shape, 1]);
    const isThere = lowering.node('Equal', [offset, offsets]);
    const shares = lowering.node('Where', [isThere, gradient, lowering.scalar(0, 'float32')]);
    const sum = lowering.node('ReduceSum', [shares, lowering.integers([0, 1, 2])], { keepdims: 0 });
    return {
      name: lowering.reshape(sum, [channels, height, width]),
      order: [2, 0, 1],
      shape: value.shape,
    };
  },
);

/** Greyscale dilation: the maximum of each window of a channel after a filter was added to it. */
export const dilationKernels: KernelConfig[] = [
  kernel<Dilation2DInputs, Dilation2DAttrs>('Dilation2D', (backend, { x, filter }, attributes) => {
    const { geometry, outShape } = dilationGeometry(x.shape, filter.shape, attributes);
    return backend.record(dilation, geometry, backend.values(x, filter), outShape, 'float32');
  }),
  kernel<Dilation2DBackpropInputInputs, Dilation2DAttrs>(
    'Dilation2DBackpropInput',
    (backend, { x, filter, dy }, attributes) => {
      const { geometry } = dilationGeometry(x.shape, filter.shape, attributes);
      const operands = backend.values(x, filter, dy);
      return backend.record(dilationInputGradient, geometry, operands, x.shape, 'float32');
    },
  ),
  kernel<Dilation2DBackpropFilterInputs, Dilation2DAttrs>(
    'Dilation2DBackpropFilter',
    (backend, { x, filter, dy }, attributes) => {
      const { geometry } = dilationGeometry(x.shape, filter.shape, attributes);
      const operands = backend.values(x, filter, dy);
      return backend.record(dilationFilterGradient, geometry, operands, filter.shape, 'float32');
    },
  ),
];

function dilationGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations }: Dilation2DAttrs,
): { geometry: DilationGeometry; outShape: number[] } {
  const info = backend_util.computeDilation2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations,
  );
  const [rows, columns] = [vertical(info), horizontal(info)];
  return {
    geometry: {
      strides: [info.strideHeight, info.strideWidth],
      dilations: [info.dilationHeight, info.dilationWidth],
      margins: [rows.padding, columns.padding],
      marginsBehind: [paddingBehind(rows), paddingBehind(columns)],
    },
    outShape: info.outShape,
  };
}

/** All windows plus the filter: batch, out height, filter height, out width, filter width, channel. */
function windowSums(
  lowering: Lowering,
  x: RecordedValue,
  filter: RecordedValue,
  [, outHeight, outWidth]: Shape,
  { strides, dilations, margins, marginsBehind }: DilationGeometry,
): string {
  const [filterHeight, filterWidth, channels] = filter.shape as [number, number, number];
  const paddings = lowering.integers([0, ...margins, 0, 0, ...marginsBehind, 0]);
  const images = lowering.node('Pad', [lowering.full(x), paddings, lowering.scalar(-Infinity, 'float32')]);
  const places = (count: number, window: number, side: 0 | 1) =>
    lowering.constant(
      naturalOrder(count).flatMap((i) =>
        naturalOrder(window).map((j) => i * strides[side] + j * dilations[side]),
      ),
      [count, window],
      'int64',
    );
  const rows = lowering.node('Gather', [images, places(outHeight!, filterHeight, 0)], { axis: 1 });
  const windows = lowering.node('Gather', [rows, places(outWidth!, filterWidth, 1)], { axis: 3 });
  return lowering.node('Add', [
    windows,
    lowering.reshape(lowering.full(filter), [filterHeight, 1, filterWidth, channels]),
  ]);
}

/** Position of the first maximum in its window, by rows. */
function firstMaxima(
  lowering: Lowering,
  x: RecordedValue,
  filter: RecordedValue,
  outShape: Shape,
  geometry: DilationGeometry,
): string {
  const sums = windowSums(lowering, x, filter, outShape, geometry);
  const lastWindows = lowering.node('Transpose', [sums], { perm: [0, 1, 3, 5, 2, 4] });
  const [height, width] = filter.shape;
  const flat = lowering.reshape(lastWindows, [...outShape, height! * width!]);
  return lowering.node('ArgMax', [flat], { axis: 4, keepdims: 0 });
}

/** Converts positions in windows to positions in the padded images, by rows. */
function placesInImages(
  lowering: Lowering,
  offset: string,
  [, height, width, channels]: Shape,
  [, filterWidth]: Shape,
  outShape: Shape,
  { strides, dilations }: DilationGeometry,
): string {
  const integer = (size: number) => lowering.scalar(size, 'int64');
  const [image, row, column] = [height! * width! * channels!, width! * channels!, channels!];
  const corners = [image, row * strides[0], column * strides[1], 1].map((step, axis) =>
    lowering.constant(
      naturalOrder(outShape[axis]!).map((i) => i * step),
      naturalOrder(4).map((other) => (other === axis ? outShape[axis]! : 1)),
      'int64',
    ),
  );
  const rows = lowering.node('Div', [offset, integer(filterWidth!)]);
  const columns = lowering.node('Mod', [offset, integer(filterWidth!)]);
  const terms = [
    lowering.node('Mul', [rows, integer(row * dilations[0])]),
    lowering.node('Mul', [columns, integer(column * dilations[1])]),
  ];
  return [...terms, ...corners].reduce((sum, term) => lowering.node('Add', [sum, term]));
}

function paddedExtents(shape: Shape, { margins, marginsBehind }: DilationGeometry): number[] {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return [batch, height + margins[0] + marginsBehind[0], width + margins[1] + marginsBehind[1], channels];
}
