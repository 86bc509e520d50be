import { util } from '@tensorflow/tfjs';
import type { FillAttrs, KernelConfig, TensorInfo, TileAttrs, TileInputs } from '@tensorflow/tfjs';
import { naturalOrder, padRank, storedExtents } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import { scalarLeaf } from '../recording/value.ts';
import type { ElementType, RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

/** The result is constant along new axes and those of extent 1, so only the operand is written. */
const broadcast = operationType('BroadcastTo', (lowering, { inputs: [x], value }) => {
  const stored = lowering.stored(x!);
  const rank = value.shape.length;
  if (stored.shape.length === rank) return stored;
  const { shape, order } = padRank(stored.shape, stored.order, rank);
  return { name: lowering.reshape(stored.name, storedExtents(shape, order)), order, shape };
});

const tile = operationType<{ reps: number[] }>('Tile', (lowering, { inputs: [x], attributes, value }) => {
  const stored = lowering.stored(x!);
  // A constant axis stays constant when it is repeated.
  const reps = attributes.reps.map((count, axis) => (x!.shape[axis] === 1 ? 1 : count));
  if (reps.every((count) => count === 1)) return stored;
  const repeated = naturalOrder(reps.length).filter((axis) => reps[axis] !== 1);
  const { name, order, shape } = lowering.fullAlong(x!, repeated);
  return {
    name: lowering.node('Tile', [name, lowering.integers(storedExtents(reps, order))]),
    order,
    shape: shape.map((extent, axis) => (repeated.includes(axis) ? value.shape[axis]! : extent)),
  };
});

/** Tensors that repeat a smaller one. */
export const broadcastKernels: KernelConfig[] = [
  kernel<TileInputs, TileAttrs>('Tile', (backend, { x }, { reps }) => {
    const shape = x.shape.map((extent, axis) => extent * reps[axis]!);
    return backend.record(tile, { reps }, [backend.value(x)], shape, x.dtype);
  }),
  kernel<Record<string, never>, FillAttrs>('Fill', (backend, _inputs, { shape, value, dtype }) => {
    const type = (dtype ?? util.inferDtype(value)) as ElementType;
    return backend.add(broadcastTo(scalarLeaf(Number(value), type), shape));
  }),
  kernel<{ x: TensorInfo }>('ZerosLike', (backend, { x }) =>
    backend.add(broadcastTo(scalarLeaf(0, x.dtype as ElementType), x.shape)),
  ),
  kernel<{ x: TensorInfo }>('OnesLike', (backend, { x }) =>
    backend.add(broadcastTo(scalarLeaf(1, x.dtype as ElementType), x.shape)),
  ),
];

/** Repeats a value to a larger shape, inside a kernel. */
export function broadcastTo(value: RecordedValue, shape: readonly number[]): RecordedValue {
  return resultOf(broadcast, {}, [value], shape, value.dtype);
}
