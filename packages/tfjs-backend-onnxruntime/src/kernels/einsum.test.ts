import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomBooleans, randomIntegers, randomTensor } from '../testing/reference.ts';

describe('einsum', () => {
  it.each([
    ['ij->', [[3, 4]]],
    ['ij -> ji', [[3, 4]]],
    [
      'ij,jk->ik',
      [
        [3, 4],
        [4, 5],
      ],
    ],
    [
      'bij,bkj->bik',
      [
        [2, 3, 4],
        [2, 5, 4],
      ],
    ],
    ['i,j->ji', [[3], [4]]],
    [
      'bhwc,cd->bdhw',
      [
        [2, 3, 4, 5],
        [5, 2],
      ],
    ],
  ] as [string, number[][]][])('%s agrees with the reference', (equation, shapes) =>
    expectSameAsReference(() => [
      tf.einsum(equation, ...shapes.map((shape, i) => randomTensor(shape, i + 1))),
      tf.einsum(equation, ...shapes.map((shape, i) => randomIntegers(shape, 9, i + 1))),
    ]),
  );

  it('counts booleans', () => expectSameAsReference(() => tf.einsum('ij->i', randomBooleans([3, 4]))));
});
