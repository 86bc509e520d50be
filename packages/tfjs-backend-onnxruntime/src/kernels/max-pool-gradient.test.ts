import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OnnxRuntimeBackend } from '../index.ts';
import { lower } from '../lowering/lower.ts';
import type { Device } from '../lowering/target.ts';
import { trace } from '../recording/trace.ts';
import { createSession } from '../runtime/session.ts';
import { randomTensor, weightedSum } from '../testing/reference.ts';

beforeEach(async () => {
  await tf.setBackend('onnxruntime');
});

describe('the composed gradient of max pooling', () => {
  const cases: [
    string,
    number[],
    number | [number, number],
    number | [number, number],
    'same' | 'valid' | 1,
  ][] = [
    ['2 by 2', [2, 6, 4, 3], 2, 2, 'valid'],
    ['2 by 2 with a rest', [2, 7, 5, 3], 2, 2, 'valid'],
    ['2 by 2 padded', [2, 7, 5, 3], 2, 2, 'same'],
    ['overlapping and padded', [2, 8, 7, 3], 3, 2, 1],
    ['one step at a time', [1, 5, 4, 2], 3, 1, 1],
    ['with gaps', [1, 8, 9, 2], 2, 3, 'valid'],
    ['oblong', [1, 6, 6, 2], [3, 2], [2, 1], 'valid'],
  ];
  it.each(cases)('%s: agrees with the gradient by indices', (_name, shape, size, strides, pad) => {
    const pool = (x: Tensor) =>
      tf.maxPool(x as Tensor4D, size, strides, pad, pad === 1 ? 'floor' : undefined);
    const gradient = tf.grad((x) => weightedSum(pool(x)))(randomTensor(shape));
    const composed = computedAsFor('webgpu', gradient);
    expect(composed).toHaveLength(gradient.size);
    computedAsFor('cpu', gradient).forEach((value, i) => expect(composed[i]).toBeCloseTo(value, 5));
  });

  it('goes to the first maximum of each window', () => {
    const pool = (x: Tensor) => tf.maxPool(x as Tensor4D, 3, 2, 1, 'floor');
    const gradient = tf.grad((x) => pool(x).sum())(tf.ones([1, 4, 4, 1]));
    expect(computedAsFor('webgpu', gradient)).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

/** Computes the recorded graph, lowered for a device, on the CPU. */
function computedAsFor(device: Device, result: Tensor): number[] {
  const recorded = trace([(tf.backend() as OnnxRuntimeBackend).value(result)]);
  const { model, inputs, outputs } = lower(recorded, { device });
  const session = createSession(model, { device: 'cpu', threads: 1 });
  const feeds = recorded.leaves.map(({ contents, shape, dtype }, i) => [
    inputs[i]!,
    { contents: contents!, shape, dtype },
  ]);
  const [values] = session.run(Object.fromEntries(feeds), outputs);
  session.release();
  return [...values!];
}
