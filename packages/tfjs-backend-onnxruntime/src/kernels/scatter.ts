import { scatter_util } from '@tensorflow/tfjs';
import type {
  KernelConfig,
  ScatterNdAttrs,
  ScatterNdInputs,
  SparseToDenseAttrs,
  SparseToDenseInputs,
  TensorScatterUpdateAttrs,
  TensorScatterUpdateInputs,
  UnsortedSegmentSumAttrs,
  UnsortedSegmentSumInputs,
} from '@tensorflow/tfjs';
import { arithmeticType } from '../lowering/lowering.ts';
import { naturalOrder, sizeOf } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import { scalarLeaf } from '../recording/value.ts';
import type { RecordedValue } from '../recording/value.ts';
import { broadcastTo } from './broadcast.ts';
import { castTo } from './cast.ts';
import { withoutNegative } from './indices.ts';
import { kernel } from './kernel.ts';
import { reshapeTo } from './reshape.ts';

/** Inputs: the initial tensor, indices of one position per row, updates. */
const scatter = operationType<{ reduction: 'none' | 'add' }>(
  'Scatter',
  (lowering, { inputs, attributes, value }) => {
    const [base, indices, updates] = inputs as [RecordedValue, RecordedValue, RecordedValue];
    const places = lowering.cast(withoutNegative(lowering, indices), 'int64');
    return {
      name: lowering.node('ScatterND', [lowering.full(base), places, lowering.full(updates)], {
        ...attributes,
      }),
      order: naturalOrder(value.shape.length),
      shape: value.shape,
    };
  },
);

/**
 * Inputs: rows, and the segment of each. Rows of segments that do not exist go to an extra segment, which is cut off.
 */
const segmentSum = operationType('UnsortedSegmentSum', (lowering, { inputs, value }) => {
  const [rows, segments] = inputs.map((input) => lowering.full(input)) as [string, string];
  const [count, ...shape] = value.shape as [number, ...number[]];
  const [zero, end] = [0, count].map((segment) => lowering.scalar(segment, 'int32')) as [string, string];
  const isKnown = lowering.node('And', [
    lowering.node('GreaterOrEqual', [segments, zero]),
    lowering.node('Less', [segments, end]),
  ]);
  const places = lowering.cast(lowering.node('Where', [isKnown, segments, end]), 'int64');
  const zeros = lowering.node('Expand', [
    lowering.scalar(0, value.dtype),
    lowering.integers([count + 1, ...shape]),
  ]);
  const sums = lowering.node('ScatterND', [zeros, places, rows], { reduction: 'add' });
  const [first, last] = [[0], [count]].map((ends) => lowering.integers(ends)) as [string, string];
  return {
    name: lowering.node('Slice', [sums, first, last, first]),
    order: naturalOrder(value.shape.length),
    shape: value.shape,
  };
});

/** Tensors into which others are written, or to which they are added, at positions given by indices. */
export const scatterKernels: KernelConfig[] = [
  kernel<ScatterNdInputs, ScatterNdAttrs>('ScatterNd', (backend, { indices, updates }, { shape }) => {
    const added = backend.value(updates);
    const operand = castTo(added, arithmeticType(added.dtype));
    const zeros = broadcastTo(scalarLeaf(0, operand.dtype), shape);
    const sums = scattered('add', zeros, backend.value(indices), operand);
    return backend.add(castTo(sums, added.dtype));
  }),
  kernel<TensorScatterUpdateInputs, TensorScatterUpdateAttrs>(
    'TensorScatterUpdate',
    (backend, { tensor, indices, updates }) => {
      const [base, places, values] = backend.values(tensor, indices, updates) as [
        RecordedValue,
        RecordedValue,
        RecordedValue,
      ];
      return backend.add(scattered('none', base, places, values));
    },
  ),
  kernel<SparseToDenseInputs, SparseToDenseAttrs>(
    'SparseToDense',
    (backend, { sparseIndices, sparseValues, defaultValue }, { outputShape }) => {
      const base = broadcastTo(backend.value(defaultValue), outputShape);
      return backend.add(scattered('none', base, backend.value(sparseIndices), backend.value(sparseValues)));
    },
  ),
  kernel<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>(
    'UnsortedSegmentSum',
    (backend, { x, segmentIds }, { numSegments }) => {
      const count = sizeOf(segmentIds.shape);
      const shape = x.shape.slice(segmentIds.shape.length);
      const rows = reshapeTo(backend.value(x), [count, ...shape]);
      const operands = [
        castTo(rows, arithmeticType(rows.dtype)),
        reshapeTo(backend.value(segmentIds), [count, 1]),
      ];
      return backend.record(segmentSum, {}, operands, [numSegments, ...shape], operands[0]!.dtype);
    },
  ),
];

/**
 * Returns the indices, one position per row, and the updates as slices. tfjs also takes a plain list of indices, and
 * one update for all.
 */
function scattered(
  reduction: 'none' | 'add',
  base: RecordedValue,
  indices: RecordedValue,
  updates: RecordedValue,
): RecordedValue {
  const { shape } = base;
  const { sliceRank, numUpdates } = scatter_util.calculateShapes(updates as never, indices as never, [
    ...shape,
  ]);
  const slices = [numUpdates, ...shape.slice(sliceRank)];
  const places = reshapeTo(indices, [numUpdates, sliceRank]);
  const values = updates.shape.length === 0 ? broadcastTo(updates, slices) : reshapeTo(updates, slices);
  return resultOf(scatter, { reduction }, [base, places, values], shape, base.dtype);
}
