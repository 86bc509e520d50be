import { util } from '@tensorflow/tfjs';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import type { AxisOrder, Stored } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import type { ElementType } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { isNaN } from './special-numbers.ts';

interface ReductionAttributes {
  readonly axes: number[];
  readonly keepDims: boolean;
}

/** Attributes in tfjs, where the axes have another name only for Max. */
interface ReductionArguments {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

interface Reduction {
  readonly operator: string;
  /** Whether repeated elements change the result, unlike for extremes and means. */
  readonly counts: boolean;
  /** Whether the ONNX operator may ignore NaN, although the result must be NaN. */
  readonly overlooksNaN?: boolean;
  /** Type of the computation. */
  readonly type: (dtype: ElementType) => ElementType;
  /** Whether the result says if there is a value above zero. */
  readonly isQuestion?: boolean;
}

const sameButBoolean = (dtype: ElementType) => (dtype === 'bool' ? 'int32' : dtype);
const real = (): ElementType => 'float32';
const integer = (): ElementType => 'int32';

const reductions: Record<string, Reduction> = {
  All: { operator: 'ReduceMin', counts: false, type: integer, isQuestion: true },
  Any: { operator: 'ReduceMax', counts: false, type: integer, isQuestion: true },
  Max: { operator: 'ReduceMax', counts: false, overlooksNaN: true, type: sameButBoolean },
  Mean: { operator: 'ReduceMean', counts: false, type: real },
  Min: { operator: 'ReduceMin', counts: false, overlooksNaN: true, type: sameButBoolean },
  Prod: { operator: 'ReduceProd', counts: true, type: sameButBoolean },
  Sum: { operator: 'ReduceSum', counts: true, type: sameButBoolean },
};

/** Reductions over some axes, or over all. */
export const reduceKernels: KernelConfig[] = Object.entries(reductions).map(([name, reduction]) => {
  const type = operationType<ReductionAttributes>(
    name,
    (lowering, { inputs: [x], attributes: { axes, keepDims } }) => {
      const stored = reduction.counts ? lowering.fullAlong(x!, axes) : lowering.stored(x!);
      if (reduction.counts && x!.dtype === 'int32')
        return reduceInWideIntegers(lowering, reduction.operator, stored, axes, keepDims);
      const reduced = reduce(lowering, reduction.operator, stored, axes, keepDims);
      if (reduction.isQuestion)
        return { ...reduced, name: lowering.node('Greater', [reduced.name, lowering.scalar(0, 'int32')]) };
      if (!reduction.overlooksNaN || x!.dtype !== 'float32') return reduced;
      const poison = reduce(lowering, 'ReduceSum', onlyNaN(lowering, stored), axes, keepDims);
      return { ...reduced, name: lowering.node('Add', [reduced.name, poison.name]) };
    },
  );
  return kernel<{ x: TensorInfo }, ReductionArguments>(
    name,
    (backend, { x }, { axis, reductionIndices, keepDims }) => {
      const axes = util.parseAxisParam((axis ?? reductionIndices)!, x.shape);
      const value = castTo(backend.value(x), reduction.type(x.dtype as ElementType));
      const shape = reducedShape(x.shape, axes, keepDims);
      const dtype = reduction.isQuestion ? 'bool' : value.dtype;
      return backend.record(type, { axes, keepDims }, [value], shape, dtype);
    },
  );
});

/** Reduces a value in its stored order. */
function reduce(
  lowering: Lowering,
  operator: string,
  { name, order, shape }: Stored,
  axes: readonly number[],
  keepDims: boolean,
): Stored {
  const positions = order.flatMap((axis, position) => (axes.includes(axis) ? [position] : []));
  if (positions.length === 0) return { name, order, shape };
  const inputs = [name, lowering.integers(positions)];
  return {
    name: lowering.node(operator, inputs, { keepdims: keepDims ? 1 : 0 }),
    order: keepDims ? order : withoutAxes(order, axes),
    shape: reducedShape(shape, axes, keepDims),
  };
}

/** Keeps the lower half of 64 bits, because tfjs wraps around where 32 bits overflow, and ONNX Runtime does not. */
function reduceInWideIntegers(
  lowering: Lowering,
  operator: string,
  stored: Stored,
  axes: readonly number[],
  keepDims: boolean,
): Stored {
  const wide = { ...stored, name: lowering.cast(stored.name, 'int64') };
  const reduced = reduce(lowering, operator, wide, axes, keepDims);
  return { ...reduced, name: lowering.cast(reduced.name, 'int32') };
}

/** NaN where the value is NaN, zero elsewhere. */
function onlyNaN(lowering: Lowering, { name, order, shape }: Stored): Stored {
  return {
    name: lowering.node('Where', [isNaN(lowering, name), name, lowering.scalar(0, 'float32')]),
    order,
    shape,
  };
}

export function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  if (keepDims) return shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** Order of the remaining axes, renumbered. */
export function withoutAxes(order: AxisOrder, axes: readonly number[]): AxisOrder {
  const left = naturalOrder(order.length).filter((axis) => !axes.includes(axis));
  return order.filter((axis) => !axes.includes(axis)).map((axis) => left.indexOf(axis));
}
