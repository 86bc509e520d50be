import * as tf from '@tensorflow/tfjs';
import type { DataType, Tensor } from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { registerOnnxRuntimeBackend } from '../index.ts';

registerOnnxRuntimeBackend({ threads: 2 });

interface Result {
  dtype: DataType;
  shape: number[];
  values: number[];
}

/** Runs the same computation on tfjs's cpu backend and on ours and expects the same types, shapes and values. */
export async function expectSameAsReference(
  compute: () => Tensor | Tensor[],
  tolerance = 1e-5,
): Promise<void> {
  const expected = await resultsOn('cpu', compute);
  const actual = await resultsOn('onnxruntime', compute);
  expect(actual.map(({ dtype, shape }) => ({ dtype, shape }))).toEqual(
    expected.map(({ dtype, shape }) => ({ dtype, shape })),
  );
  actual.forEach(({ values, dtype }, i) => {
    const isClose = (value: number, reference: number) =>
      Object.is(value, reference) ||
      value === reference ||
      (dtype === 'float32' && Math.abs(value - reference) <= tolerance * Math.max(1, Math.abs(reference)));
    const reference = expected[i]!.values;
    const wrong = values.findIndex((value, at) => !isClose(value, reference[at]!));
    if (wrong >= 0)
      expect.fail(`Result ${i} has ${values[wrong]} at ${wrong}, the reference ${reference[wrong]}.`);
  });
}

async function resultsOn(backend: string, compute: () => Tensor | Tensor[]): Promise<Result[]> {
  await tf.setBackend(backend);
  const results = tf.tidy(compute);
  const tensors = results instanceof tf.Tensor ? [results] : (results as Tensor[]);
  return tensors.map((tensor) => ({
    dtype: tensor.dtype,
    shape: tensor.shape,
    values: Array.from(tensor.dataSync(), Number),
  }));
}

/** Makes numbers in -2 .. 2 without a pattern, always the same ones for a shape and seed. */
export function randomTensor(shape: number[], seed: number = 1): Tensor {
  return tf.tensor(scatteredNumbers(shape, seed, 2), shape);
}

/** Makes positive numbers below 2. */
export function randomPositive(shape: number[], seed: number = 1): Tensor {
  return tf.tensor(scatteredNumbers(shape, seed, 2).map(Math.abs), shape);
}

/** Makes integers in -bound .. bound. */
export function randomIntegers(shape: number[], bound: number = 9, seed: number = 1): Tensor {
  return tf.tensor(scatteredNumbers(shape, seed, bound).map(Math.round), shape, 'int32');
}

export function randomBooleans(shape: number[], seed: number = 1): Tensor {
  const values = scatteredNumbers(shape, seed, 1).map((value) => (value > 0 ? 1 : 0));
  return tf.tensor(values, shape, 'bool');
}

function scatteredNumbers(shape: number[], seed: number, bound: number): Float32Array {
  const fraction = (i: number) => Math.abs((Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453) % 1);
  return Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => bound * (2 * fraction(i + 1) - 1),
  );
}

/** Makes a scalar in which every element has another weight, so that gradients reveal errors. */
export function weightedSum(x: Tensor): Tensor {
  return x.mul(randomTensor(x.shape, 9)).sum();
}
