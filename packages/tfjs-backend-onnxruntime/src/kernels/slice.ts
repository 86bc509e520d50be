import { slice_util, util } from '@tensorflow/tfjs';
import type {
  KernelConfig,
  ReverseAttrs,
  ReverseInputs,
  SliceAttrs,
  SliceInputs,
  StridedSliceAttrs,
  StridedSliceInputs,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import type { Stored } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';
import { reshapeTo } from './reshape.ts';

/** Elements from `begin` (included) to `end` (excluded) by `strides`, for each axis. */
interface Range {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
}

/** ONNX's end for a slice that runs backwards past the first element. */
const BEFORE_FIRST = -(2 ** 31);

const slice = operationType<Range>('Slice', (lowering, { inputs: [x], attributes, value }) =>
  lowerSlice(lowering, x!, attributes, value.shape),
);

/** Parts of a tensor. */
export const sliceKernels: KernelConfig[] = [
  kernel<SliceInputs, SliceAttrs>('Slice', (backend, { x }, attributes) => {
    const [begin, size] = slice_util.parseSliceParams(x as never, attributes.begin, attributes.size);
    slice_util.assertParamsValid(x as never, begin, size);
    return backend.add(sliceOf(backend.value(x), begin, size));
  }),
  kernel<StridedSliceInputs, StridedSliceAttrs>('StridedSlice', (backend, { x }, attributes) => {
    const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const info = slice_util.sliceInfo(
      x.shape,
      attributes.begin,
      attributes.end,
      attributes.strides,
      beginMask,
      endMask,
      ellipsisMask,
      newAxisMask,
      shrinkAxisMask,
    );
    const end = info.end.map((last, axis) => (info.strides[axis]! < 0 && last < 0 ? BEFORE_FIRST : last));
    // tfjs computes the extent of an empty range as negative zero.
    const shape = slice_util.computeOutShape(info.begin, info.end, info.strides).map((extent) => extent + 0);
    const value = backend.value(x);
    const range = { begin: info.begin, end, strides: info.strides };
    return backend.add(reshapeTo(resultOf(slice, range, [value], shape, value.dtype), info.finalShape));
  }),
  kernel<ReverseInputs, ReverseAttrs>('Reverse', (backend, { x }, { dims }) =>
    backend.add(reversed(backend.value(x), util.parseAxisParam(dims, x.shape))),
  ),
];

/** Reverses a value along some axes, inside a kernel. */
export function reversed(x: RecordedValue, axes: readonly number[]): RecordedValue {
  const range = {
    begin: x.shape.map((extent, axis) => (axes.includes(axis) ? extent - 1 : 0)),
    end: x.shape.map((extent, axis) => (axes.includes(axis) ? BEFORE_FIRST : extent)),
    strides: x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1)),
  };
  return resultOf(slice, range, [x], x.shape, x.dtype);
}

/** Cuts out the part of a value that starts at `begin` and has the shape `size`, inside a kernel. */
export function sliceOf(x: RecordedValue, begin: number[], size: number[]): RecordedValue {
  const attributes: Range = {
    begin,
    end: begin.map((first, axis) => first + size[axis]!),
    strides: begin.map(() => 1),
  };
  return resultOf(slice, attributes, [x], size, x.dtype);
}

function lowerSlice(
  lowering: Lowering,
  x: RecordedValue,
  { begin, end, strides }: Range,
  shape: readonly number[],
): Stored {
  const stored = lowering.stored(x);
  // A constant axis needs no copy to change its extent.
  const axes = naturalOrder(shape.length).filter(
    (axis) => stored.shape[axis] !== 1 && !(strides[axis] === 1 && shape[axis] === x.shape[axis]),
  );
  if (axes.length === 0) return stored;
  const range = [begin, end].map((ends) => lowering.integers(axes.map((axis) => ends[axis]!)));
  const positions = lowering.integers(axes.map((axis) => stored.order.indexOf(axis)));
  const steps = lowering.integers(axes.map((axis) => strides[axis]!));
  return {
    name: lowering.node('Slice', [stored.name, ...range, positions, steps]),
    order: stored.order,
    shape: stored.shape.map((extent, axis) => (axes.includes(axis) ? shape[axis]! : extent)),
  };
}
