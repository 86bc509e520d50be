import { emptyStack, imageAt, readerOf } from '@fcdd/images';
import { expect, test } from 'vitest';
import { preprocessedBatches } from './batches.ts';

const halve = {
  normalize: (pixels: Uint8Array, target: Float32Array) =>
    pixels.forEach((value, i) => (target[i] = value / 2)),
};

test('batches hold every image once, in order, and a limited number of pixels', () => {
  const stack = emptyStack(5, 224, 224, 3);
  for (let i = 0; i < stack.count; i++) imageAt(stack, i).fill(i);
  const done: number[] = [];
  const batches = [...preprocessedBatches(readerOf(stack), halve, (count) => done.push(count))];
  expect(batches.map(({ count }) => count)).toEqual([2, 2, 1]);
  expect(batches.map(({ images }) => images.length / (224 * 224 * 3))).toEqual([2, 2, 1]);
  expect(batches.map(({ images }) => [images[0], images.at(-1)])).toEqual([[0, 0.5], [1, 1.5], [2, 2]]); // prettier-ignore
  expect(done).toEqual([2, 4, 5]);
});

test('an empty set gives no batches', () => {
  expect([...preprocessedBatches(readerOf(emptyStack(0, 28, 28, 1)), halve)]).toEqual([]);
});
