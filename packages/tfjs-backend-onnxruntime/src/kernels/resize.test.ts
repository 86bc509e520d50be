import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor, weightedSum } from '../testing/reference.ts';

const sizes: [number, number][] = [
  [9, 12],
  [3, 2],
  [5, 4],
  [1, 7],
];

describe('resizing images', () => {
  it.each([
    ['aligned corners', true, false],
    ['half pixels', false, true],
    ['neither', false, false],
  ])('with %s, linearly or to the nearest, agrees with the reference', (_name, alignCorners, halfPixels) =>
    expectSameAsReference(() =>
      sizes.flatMap((size) => {
        const x = randomTensor([2, 5, 4, 3]) as Tensor4D;
        return [
          tf.image.resizeBilinear(x, size, alignCorners, halfPixels),
          tf.image.resizeNearestNeighbor(x, size, alignCorners, halfPixels),
          tf.image.resizeBilinear(randomIntegers([1, 3, 3, 2]) as Tensor4D, size, alignCorners, halfPixels),
        ];
      }),
    ),
  );

  it.each([true, false])('has the gradients of the reference (aligned corners: %s)', (alignCorners) =>
    expectSameAsReference(() =>
      sizes.flatMap((size) => {
        const gradient = (resize: typeof tf.image.resizeBilinear, count: number) =>
          tf.grad((x: Tensor) => weightedSum(resize(x as Tensor4D, size, alignCorners)))(
            randomTensor([count, 4, 4, 3]),
          );
        // The reference adds up the wrong images where there is more than one.
        return [gradient(tf.image.resizeBilinear, 2), gradient(tf.image.resizeNearestNeighbor, 1)];
      }),
    ),
  );

  it.each([
    ['linearly', tf.image.resizeBilinear],
    ['to the nearest', tf.image.resizeNearestNeighbor],
  ])('%s, gives each pixel the gradients of all that it made', async (_name, resizeBy) => {
    await tf.setBackend('onnxruntime');
    const resize = (x: Tensor) => resizeBy(x as Tensor4D, [5, 7], false, true);
    const [x, direction] = [randomTensor([2, 3, 4, 2]), randomTensor([2, 3, 4, 2], 2)];
    // The resized image is linear in the image, so its change in a direction is the gradient along it.
    const change = weightedSum(resize(direction)).dataSync()[0]!;
    const gradient = tf.grad((images: Tensor) => weightedSum(resize(images)))(x);
    expect(gradient.mul(direction).sum().dataSync()[0]).toBeCloseTo(change, 4);
  });
});
