import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  expectSameAsReference,
  randomBooleans,
  randomIntegers,
  randomPositive,
  randomTensor,
} from '../testing/reference.ts';

const edges = () =>
  tf.tensor1d([-1e-6, 0, 1e-6, -0.5, 0.5, 1.5, 2.5, -2.5, 80, -80, NaN, Infinity, -Infinity]);

describe('unary kernels', () => {
  const functions: [string, (x: Tensor) => Tensor][] = [
    ['abs', tf.abs],
    ['ceil', tf.ceil],
    ['elu', tf.elu],
    ['erf', tf.erf],
    ['exp', tf.exp],
    ['expm1', tf.expm1],
    ['floor', tf.floor],
    ['isFinite', tf.isFinite],
    ['isInf', tf.isInf],
    ['isNaN', tf.isNaN],
    ['log1p', tf.log1p],
    ['neg', tf.neg],
    ['reciprocal', tf.reciprocal],
    ['relu6', tf.relu6],
    ['round', tf.round],
    ['selu', tf.selu],
    ['sigmoid', tf.sigmoid],
    ['sign', tf.sign],
    ['softplus', tf.softplus],
    ['square', tf.square],
    ['step', tf.step],
    ['tanh', tf.tanh],
  ];
  it.each(functions)('%s agrees with the reference', (_name, compute) =>
    expectSameAsReference(() => [compute(randomTensor([3, 5])), compute(edges())]),
  );

  const finiteFunctions: [string, (x: Tensor) => Tensor][] = [
    ['relu', tf.relu],
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.01)],
    ['sin', tf.sin],
    ['cos', tf.cos],
    ['tan', tf.tan],
    ['sinh', tf.sinh],
    ['cosh', tf.cosh],
    ['atan', tf.atan],
    ['asinh', tf.asinh],
  ];
  it.each(finiteFunctions)('%s agrees with the reference on finite numbers', (_name, compute) =>
    expectSameAsReference(() => compute(randomTensor([3, 5]))),
  );

  it('functions with a smaller domain agree with the reference', () =>
    expectSameAsReference(() => {
      const positive = randomPositive([20]);
      const unit = tf.sin(randomTensor([20]));
      return [
        ...[tf.log, tf.sqrt, tf.rsqrt].map((compute) => compute(positive)),
        ...[tf.asin, tf.acos, tf.atanh].map((compute) => compute(unit)),
        tf.acosh(positive.add(1)),
      ];
    }));

  it('integers keep their type', () =>
    expectSameAsReference(() => {
      const x = randomIntegers([9]);
      return [x.abs(), x.neg(), x.sign(), x.relu(), x.square(), x.round(), x.step(-2)];
    }));

  it('integers stay exact', async () => {
    await tf.setBackend('onnxruntime');
    const x = tf.tensor1d([16777217, -16777217, 2147483646, 0], 'int32');
    expect([...x.abs().dataSync()]).toEqual([16777217, 16777217, 2147483646, 0]);
    expect([...x.neg().relu().dataSync()]).toEqual([0, 16777217, 0, 0]);
  });

  it('real functions of integers give real numbers', () =>
    expectSameAsReference(() => {
      const x = randomIntegers([7]);
      return [x.exp(), x.square().add(1).log()];
    }));
});

describe('binary kernels', () => {
  const functions: [string, (a: Tensor, b: Tensor) => Tensor][] = [
    ['add', tf.add],
    ['sub', tf.sub],
    ['mul', tf.mul],
    ['div', tf.div],
    ['floorDiv', tf.floorDiv],
    ['mod', tf.mod],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
    ['squaredDifference', tf.squaredDifference],
    ['equal', tf.equal],
    ['notEqual', tf.notEqual],
    ['greater', tf.greater],
    ['greaterEqual', tf.greaterEqual],
    ['less', tf.less],
    ['lessEqual', tf.lessEqual],
    ['atan2', tf.atan2],
  ];
  it.each(functions)('%s agrees with the reference and broadcasts', (_name, compute) =>
    expectSameAsReference(() => [
      compute(randomTensor([3, 4], 1), randomTensor([3, 4], 2)),
      compute(randomTensor([2, 1, 4], 1), randomTensor([3, 1], 2)),
      compute(randomTensor([5]), tf.scalar(0.5)),
      compute(tf.scalar(0.5), randomTensor([5])),
    ]),
  );

  const integerFunctions = functions.filter(([name]) => name !== 'atan2');
  it.each(integerFunctions)('%s agrees with the reference on integers', (_name, compute) =>
    expectSameAsReference(() =>
      compute(
        randomIntegers([40], 9, 1),
        randomIntegers([40], 9, 2).add(0.5).ceil().toInt().mul(2).add(tf.scalar(1, 'int32')),
      ),
    ),
  );

  it('integer arithmetic is exact beyond the digits of real numbers', () =>
    expectSameAsReference(() => {
      const a = tf.tensor1d([16777217, 2147483000], 'int32');
      const b = tf.tensor1d([16777216, 2147482999], 'int32');
      return [a.sub(b), a.greater(b), a.equal(b), a.floorDiv(b), a.mod(b)];
    }));

  it('integers divided by zero are zero', () =>
    expectSameAsReference(() => {
      const [a, b] = [tf.tensor1d([-7, 0, 7], 'int32'), tf.tensor1d([0, 0, 2], 'int32')] as const;
      return [a.div(b), a.floorDiv(b), a.mod(b), tf.divNoNan(a, b)];
    }));

  it('atan2 knows all directions, infinite ones too', () =>
    expectSameAsReference(() => {
      const ends = [-Infinity, -1, 0, 1, Infinity];
      return tf.atan2(tf.tensor2d(ends, [5, 1]), tf.tensor2d(ends, [1, 5]));
    }));

  it('pow agrees with the reference', () =>
    expectSameAsReference(() => [
      tf.pow(randomPositive([6]), randomTensor([6])),
      tf.pow(randomTensor([6]), tf.scalar(2, 'int32')),
      tf.pow(randomIntegers([6], 5), tf.scalar(3, 'int32')),
    ]));

  it('logical functions agree with the reference', () =>
    expectSameAsReference(() => {
      const [a, b] = [randomBooleans([20], 1), randomBooleans([20], 2)] as const;
      return [tf.logicalAnd(a, b), tf.logicalOr(a, b), tf.logicalXor(a, b), tf.logicalNot(a)];
    }));
});

describe('choosing kernels', () => {
  it('where broadcasts and takes every type', () =>
    expectSameAsReference(() => [
      tf.where(randomBooleans([3, 4]), randomTensor([3, 4], 1), randomTensor([3, 4], 2)),
      tf.where(randomBooleans([3, 1]), randomTensor([3, 4]), tf.scalar(0)),
      tf.where(randomBooleans([6]), randomIntegers([6], 9, 1), randomIntegers([6], 9, 2)),
      tf.where(randomBooleans([6]), randomBooleans([6], 2), randomBooleans([6], 3)),
      tf.where(randomBooleans([6]), randomIntegers([6]), randomTensor([6])),
    ]));

  it('clipByValue agrees with the reference, with open ends too', () =>
    expectSameAsReference(() => [
      tf.clipByValue(randomTensor([9]), -0.5, 0.5),
      tf.clipByValue(randomTensor([9]), 0, Infinity),
      tf.clipByValue(randomIntegers([9]), -3, 3),
    ]));

  it('cast converts between all types', () =>
    expectSameAsReference(() => {
      const real = tf.tensor1d([-1.7, -0.2, 0, 0.2, 1.7]);
      const integers = randomIntegers([5]);
      const booleans = randomBooleans([5]);
      return [
        real.toInt(),
        real.toBool(),
        integers.toFloat(),
        integers.toBool(),
        booleans.toFloat(),
        booleans.toInt(),
      ];
    }));

  it('addN counts booleans', async () => {
    await tf.setBackend('onnxruntime');
    const x = tf.tensor1d([1, 0, 1], 'bool');
    expect([...tf.addN([x, x]).dataSync()]).toEqual([2, 0, 2]);
  });

  it('prelu, addN and oneHot agree with the reference', () =>
    expectSameAsReference(() => [
      tf.prelu(randomTensor([2, 3]), randomTensor([3], 2)),
      tf.prelu(randomIntegers([6]), tf.scalar(2, 'int32')),
      tf.addN([randomTensor([4], 1), randomTensor([4], 2), randomTensor([4], 3)]),
      tf.oneHot(tf.tensor1d([0, 2, -1, 7], 'int32'), 4),
      tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3, 5, -5),
    ]));
});
