import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { backends, useBackend } from '@fcdd/nets/testing/backends';
import { log1mexp } from './log1mexp.ts';

const largest = 3.4028234663852886e38;

/** In double precision, to more digits than float32 has; the smallest loss that the original gives at zero. */
function exact(x: number): number {
  return x < 1e-8 ? Math.log(x + 1e-31) : Math.log1p(-Math.exp(-x));
}

describe.each(backends)('log1mexp on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each([0, 1e-31, 1e-30, 1e-8, 1e-3, 0.1, 0.69, 0.7, 1, 5, 20, 50, 80])(
    'keeps the digits of value and gradient at %d',
    async (x) => {
      const [value] = await log1mexp(tf.tensor1d([x])).data();
      expectRelative(value!, exact(x));
      const [gradient] = await tf
        .grad((x) => log1mexp(x))(tf.tensor1d([x]))
        .data();
      expectRelative(gradient!, x < 1e-20 ? 1 / (x + 1e-31) : 1 / Math.expm1(x));
    },
  );

  it.each([1e4, largest, Infinity])('is zero with the gradient zero at %d', async (x) => {
    const values = tf.tensor1d([x]);
    expect(Math.abs((await log1mexp(values).data())[0]!)).toBe(0);
    const gradient = tf.grad((x) => log1mexp(x))(values);
    expect(Math.abs((await gradient.data())[0]!)).toBe(0);
  });
});

function expectRelative(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(2e-6);
}
