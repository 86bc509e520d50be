import type { KernelConfig, TopKAttrs, TopKInputs } from '@tensorflow/tfjs';
import { arithmeticType } from '../lowering/lowering.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { NodeHandle } from '../lowering/model-builder.ts';
import type { Stored } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';

const largest = operationType<{ k: number }>('TopKValues', (lowering, { inputs: [x], attributes, value }) => {
  const { node, order } = lowerTopK(lowering, x!, attributes.k);
  return { name: node.outputs[0]!, order, shape: value.shape };
});

const positionsOfLargest = operationType<{ k: number }>(
  'TopKIndices',
  (lowering, { inputs: [x], attributes, value }) => {
    const { node, order } = lowerTopK(lowering, x!, attributes.k);
    return { name: lowering.cast(node.outputs[1]!, 'int32'), order, shape: value.shape };
  },
);

/** Largest numbers along the last axis, in descending order, and their positions. Equal numbers keep their order. */
export const topKKernels: KernelConfig[] = [
  kernel<TopKInputs, TopKAttrs>('TopK', (backend, { x }, { k }) => {
    const value = backend.value(x);
    const operand = castTo(value, arithmeticType(value.dtype));
    const shape = x.shape.with(-1, k);
    const values = resultOf(largest, { k }, [operand], shape, operand.dtype);
    return [
      backend.add(castTo(values, value.dtype)),
      backend.record(positionsOfLargest, { k }, [operand], shape, 'int32'),
    ];
  }),
];

/** Values and positions share one node. */
function lowerTopK(
  lowering: Lowering,
  x: RecordedValue,
  k: number,
): { node: NodeHandle; order: Stored['order'] } {
  const last = x.shape.length - 1;
  const { name, order } = lowering.fullAlong(
    x,
    x.shape.map((_, axis) => axis),
  );
  const node = lowering.sharedNode(x, `TopK ${k}`, (model) =>
    model.node('TopK', [name, lowering.integers([k])], { axis: order.indexOf(last) }),
  );
  lowering.secondOutput(node);
  return { node, order };
}
