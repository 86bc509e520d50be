import type {
  KernelConfig,
  MirrorPadAttrs,
  MirrorPadInputs,
  PadV2Attrs,
  PadV2Inputs,
} from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import { scalarLeaf } from '../recording/value.ts';
import type { RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

interface PadAttributes {
  readonly mode: 'constant' | 'reflect';
  readonly paddings: [number, number][];
}

const pad = operationType<PadAttributes>('Pad', (lowering, { inputs: [x, constant], attributes, value }) => {
  const { mode, paddings } = attributes;
  const padded = naturalOrder(value.shape.length).filter((axis) =>
    paddings[axis]!.some((count) => count > 0),
  );
  // A value that is constant along an axis is not constant after padding, and ONNX pads full extents only.
  const { name, order, shape } = lowering.fullAlong(
    x!,
    mode === 'constant' ? naturalOrder(value.shape.length) : padded,
  );
  const counts = [0, 1].flatMap((end) => order.map((axis) => paddings[axis]![end]!));
  const inputs = [name, lowering.integers(counts), ...(constant ? [lowering.full(constant)] : [])];
  return {
    name: lowering.node('Pad', inputs, { mode }),
    order,
    shape: shape.map((extent, axis) => (padded.includes(axis) ? value.shape[axis]! : extent)),
  };
});

/** Mirrors including the outermost elements, for which ONNX has no mode. */
const symmetricPad = operationType<Pick<PadAttributes, 'paddings'>>(
  'SymmetricPad',
  (lowering, { inputs: [x], attributes, value }) => {
    const { name, order, shape } = lowering.stored(x!);
    // A value that is constant along an axis stays constant in the mirror.
    const axes = naturalOrder(shape.length).filter(
      (axis) => shape[axis] !== 1 && shape[axis] !== value.shape[axis],
    );
    const mirrored = axes.reduce((part, axis) => {
      const places = lowering.integers(mirroredPlaces(shape[axis]!, attributes.paddings[axis]!));
      return lowering.node('Gather', [part, places], { axis: order.indexOf(axis) });
    }, name);
    const extents = shape.map((extent, axis) => (axes.includes(axis) ? value.shape[axis]! : extent));
    return { name: mirrored, order, shape: extents };
  },
);

/** Tensors with a margin. */
export const padKernels: KernelConfig[] = [
  kernel<PadV2Inputs, PadV2Attrs>('PadV2', (backend, { x }, { paddings, constantValue }) =>
    backend.add(paddedWith(constantValue, backend.value(x), paddings)),
  ),
  kernel<MirrorPadInputs, MirrorPadAttrs>('MirrorPad', (backend, { x }, { paddings, mode }) => {
    const shape = paddedShape(x.shape, paddings);
    if (mode === 'symmetric')
      return backend.record(symmetricPad, { paddings }, [backend.value(x)], shape, x.dtype);
    return backend.record(pad, { mode, paddings }, [backend.value(x)], shape, x.dtype);
  }),
];

/** Adds a constant margin to a value, inside a kernel. */
export function paddedWith(
  constant: number,
  value: RecordedValue,
  paddings: [number, number][],
): RecordedValue {
  const inputs = [value, scalarLeaf(constant, value.dtype)];
  const shape = paddedShape([...value.shape], paddings);
  return resultOf(pad, { mode: 'constant', paddings }, inputs, shape, value.dtype);
}

function paddedShape(shape: number[], paddings: [number, number][]): number[] {
  return shape.map((extent, axis) => extent + paddings[axis]![0] + paddings[axis]![1]);
}

/** Maps each position along a padded axis to that of its element. */
function mirroredPlaces(extent: number, [before, after]: [number, number]): number[] {
  const places = naturalOrder(extent);
  return [...places.slice(0, before).reverse(), ...places, ...places.slice(extent - after).reverse()];
}
