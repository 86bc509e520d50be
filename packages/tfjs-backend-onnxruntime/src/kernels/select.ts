import { upcastType } from '@tensorflow/tfjs';
import type { ClipByValueAttrs, ClipByValueInputs, KernelConfig, SelectInputs } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { arithmeticType } from '../lowering/lowering.ts';
import { scalarLeaf } from '../recording/value.ts';
import type { ElementType } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { reshapeTo } from './reshape.ts';

export const select = elementwise('Select', (lowering, [condition, t, e], { value }) => {
  const isBoolean = value.dtype === 'bool';
  const operand = (name: string) => (isBoolean ? lowering.cast(name, 'int32') : name);
  const result = lowering.node('Where', [condition!, operand(t!), operand(e!)]);
  return isBoolean ? lowering.cast(result, 'bool') : result;
});

const clip = elementwise('ClipByValue', (lowering, [x, minimum, maximum]) =>
  lowering.node('Min', [lowering.node('Max', [x!, minimum!]), maximum!]),
);

/** Choice between tensors, and between a tensor and its limits. */
export const selectKernels: KernelConfig[] = [
  kernel<SelectInputs>('Select', (backend, { condition, t, e }) => {
    // A condition of one axis chooses along the first.
    const shape = condition.shape.length < t.shape.length ? firstAxis(condition.shape, t.shape) : t.shape;
    const chosen = reshapeTo(backend.value(condition), condition.shape.length === 0 ? [] : shape);
    const dtype = upcastType(t.dtype, e.dtype) as ElementType;
    const choices = backend.values(t, e).map((value) => castTo(value, dtype));
    return backend.record(select, {}, [chosen, ...choices], t.shape, dtype);
  }),
  kernel<ClipByValueInputs, ClipByValueAttrs>('ClipByValue', (backend, { x }, limits) => {
    const value = backend.value(x);
    const dtype = arithmeticType(value.dtype);
    const leaves = [limits.clipValueMin, limits.clipValueMax].map((limit) => scalarLeaf(limit, dtype));
    return backend.record(clip, {}, [castTo(value, dtype), ...leaves], x.shape, dtype);
  }),
];

function firstAxis(condition: number[], shape: number[]): number[] {
  return shape.map((_, axis) => condition[axis] ?? 1);
}
