import { backend_util, util } from '@tensorflow/tfjs';
import type {
  ConcatAttrs,
  KernelConfig,
  PackAttrs,
  SplitVAttrs,
  SplitVInputs,
  TensorInfo,
  UnpackAttrs,
  UnpackInputs,
} from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import type { ElementType, RecordedValue } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { reshapeTo } from './reshape.ts';
import { sliceOf } from './slice.ts';

const concat = operationType<{ axis: number }>('Concat', (lowering, { inputs, attributes, value }) => ({
  name: lowering.node(
    'Concat',
    inputs.map((input) => lowering.full(input)),
    attributes as { axis: number },
  ),
  order: naturalOrder(value.shape.length),
  shape: value.shape,
}));

/** Concatenation and splitting of tensors. */
export const concatKernels: KernelConfig[] = [
  kernel<TensorInfo[], ConcatAttrs>('Concat', (backend, inputs, attributes) => {
    const [axis] = util.parseAxisParam(attributes.axis, inputs[0]!.shape) as [number];
    backend_util.assertParamsConsistent(
      inputs.map((input) => input.shape),
      axis,
    );
    const values = sameType(inputs.map((input) => backend.value(input)));
    const shape = backend_util.computeOutShape(
      inputs.map((input) => input.shape),
      axis,
    );
    const parts = values.filter((value) => util.sizeFromShape([...value.shape]) > 0);
    return backend.record(concat, { axis }, parts, shape, values[0]!.dtype);
  }),
  kernel<TensorInfo[], PackAttrs>('Pack', (backend, inputs, { axis }) => {
    const { shape, dtype } = inputs[0]!;
    for (const input of inputs) {
      util.assertShapesMatch(shape, input.shape, 'Tensors to stack must have one shape. ');
      util.assert(
        dtype === input.dtype,
        () => `Tensors to stack must have one type, not ${dtype} and ${input.dtype}.`,
      );
    }
    const values = inputs.map((input) => reshapeTo(backend.value(input), shape.toSpliced(axis, 0, 1)));
    return backend.record(concat, { axis }, values, shape.toSpliced(axis, 0, inputs.length), dtype);
  }),
  kernel<UnpackInputs, UnpackAttrs>('Unpack', (backend, { value }, attributes) => {
    const [axis] = util.parseAxisParam(attributes.axis, value.shape) as [number];
    const parts = slicesAlong(backend.value(value), axis, new Array<number>(value.shape[axis]!).fill(1));
    return parts.map((part) => backend.add(reshapeTo(part, value.shape.toSpliced(axis, 1))));
  }),
  kernel<SplitVInputs, SplitVAttrs>('SplitV', (backend, { x }, attributes) => {
    const [axis] = util.parseAxisParam(attributes.axis, x.shape) as [number];
    const extents = backend_util.prepareSplitSize(x as never, attributes.numOrSizeSplits, axis);
    return slicesAlong(backend.value(x), axis, extents).map((part) => backend.add(part));
  }),
];

function sameType(values: RecordedValue[]): RecordedValue[] {
  const types: ElementType[] = ['float32', 'int32', 'bool'];
  const widest = types.find((type) => values.some(({ dtype }) => dtype === type))!;
  return values.map((value) => castTo(value, widest));
}

function slicesAlong(value: RecordedValue, axis: number, extents: number[]): RecordedValue[] {
  let offset = 0;
  return extents.map((extent) => {
    const begin = value.shape.map((_, i) => (i === axis ? offset : 0));
    offset += extent;
    return sliceOf(value, begin, value.shape.with(axis, extent));
  });
}
