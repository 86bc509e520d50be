import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerOnnxRuntimeBackend } from './index.ts';
import type { OnnxRuntimeBackend } from './index.ts';

registerOnnxRuntimeBackend({ threads: 2 });

const backend = () => tf.backend() as OnnxRuntimeBackend;

beforeEach(async () => {
  await tf.setBackend('onnxruntime');
});

describe('reading', () => {
  it('gives the same values at once and later', async () => {
    const sum = tf.tensor1d([1, 2]).add(3);
    expect([...(await sum.data())]).toEqual([4, 5]);
    expect([...sum.mul(2).dataSync()]).toEqual([8, 10]);
  });

  it('computes all live tensors in one run, and nothing twice', () => {
    const x = tf.tensor1d([1, 2, 3]);
    const [a, b] = [x.square(), x.sum()];
    const before = backend().compilations;
    expect(a.dataSync()[2]).toBe(9);
    expect(b.dataSync()[0]).toBe(6);
    expect(backend().compilations).toBe(before + 1);
  });

  it('gives strings back', () => {
    expect(tf.tensor1d(['a', 'ü']).dataSync()).toEqual(['a', 'ü']);
  });

  it('returns the contents that an array had when the tensor was made', () => {
    const values = new Float32Array([1, 2]);
    const doubled = tf.tensor1d(values).mul(2);
    values.fill(0);
    expect([...doubled.dataSync()]).toEqual([2, 4]);
  });

  it('takes over tensors of another backend and gives its own away', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor1d([1, 2]).add(1);
    await tf.setBackend('onnxruntime');
    const y = x.mul(2);
    await tf.setBackend('cpu');
    expect([...y.add(1).dataSync()]).toEqual([5, 7]);
  });
});

describe('compiling', () => {
  it('happens once for steps that differ in numbers only', () => {
    const weights = tf.variable(tf.ones([3]));
    const step = (rate: number, images: number[]) => {
      const { grads, value } = tf.variableGrads(
        () => weights.mul(tf.tensor1d(images)).square().mean() as tf.Scalar,
      );
      tf.tidy(() => weights.assign(weights.sub(grads[weights.name]!.mul(rate))));
      const loss = value.dataSync()[0]!;
      tf.dispose([grads, value]);
      return loss;
    };
    const before = backend().compilations;
    const losses = [0.1, 0.05, 0.025, 0].map((rate, i) => step(rate, [i / 100, 1, 2]));
    expect(backend().compilations).toBe(before + 1);
    expect(losses[2]).toBeLessThan(losses[0]!);
  });

  it('happens again when the structure changes', () => {
    const before = backend().compilations;
    tf.ones([2])
      .add(tf.ones([2]))
      .dataSync();
    tf.ones([3])
      .add(tf.ones([3]))
      .dataSync();
    tf.ones([3])
      .sub(tf.ones([3]))
      .dataSync();
    expect(backend().compilations).toBe(before + 3);
  });

  it('is discarded for the least recently used graph', () => {
    const compilationsOf = (size: number) => {
      const before = backend().compilations;
      tf.tidy(() =>
        tf
          .zeros([100 + size])
          .neg()
          .dataSync(),
      );
      return backend().compilations - before;
    };
    for (let size = 0; size < 64; size++) expect(compilationsOf(size)).toBe(1);
    expect(compilationsOf(0)).toBe(0);
    expect(compilationsOf(64)).toBe(1);
    expect(compilationsOf(0)).toBe(0);
    expect(compilationsOf(1)).toBe(1);
  });
});

describe('memory', () => {
  it('holds a tensor until its last reference is disposed', () => {
    const ids = backend().numDataIds();
    const x = tf.tensor1d([1, 2]);
    const copy = x.clone();
    expect(backend().numDataIds()).toBe(ids + 1);
    x.dispose();
    expect([...copy.dataSync()]).toEqual([1, 2]);
    copy.dispose();
    expect(backend().numDataIds()).toBe(ids);
  });

  it('is freed at the end of a tidy, computed or not', () => {
    const { numTensors } = tf.memory();
    const ids = backend().numDataIds();
    tf.tidy(() => {
      const x = tf.ones([4, 4]);
      x.exp().sum().dataSync();
      x.log();
    });
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(backend().numDataIds()).toBe(ids);
  });

  it('computes a tensor whose operands are disposed', () => {
    const sum = tf.tidy(() => tf.tensor1d([1, 2]).exp().log().sum());
    expect(sum.dataSync()[0]).toBeCloseTo(3);
  });

  it('never computes values that only disposed tensors need', () => {
    const broken = tf.tidy(() => tf.gather(tf.ones([2]), tf.ones([1]).mul(7).toInt()));
    const kept = tf.ones([2]).add(1);
    broken.dispose();
    expect([...kept.dataSync()]).toEqual([2, 2]);
  });

  it('computes unasked when the recorded graph reaches its limit', () => {
    let x: tf.Tensor = tf.scalar(0);
    for (let i = 0; i < 6_000; i++) {
      const next = x.add(1);
      x.dispose();
      x = next;
    }
    expect(x.dataSync()[0]).toBe(6_000);
  });

  it('is flat over a thousand training steps', () => {
    const filter = tf.variable(tf.randomNormal([3, 3, 1, 8]) as tf.Tensor4D);
    const momentum = tf.variable(tf.zerosLike(filter), false);
    const step = () =>
      tf.tidy(() => {
        const images = tf.randomUniform([4, 8, 8, 1]) as tf.Tensor4D;
        const { value, grads } = tf.variableGrads(
          () =>
            tf
              .maxPool(tf.leakyRelu(tf.conv2d(images, filter, 1, 'same'), 0.01), 2, 2, 'valid')
              .mean() as tf.Scalar,
          [filter],
        );
        momentum.assign(momentum.mul(0.9).add(grads[filter.name]!));
        filter.assign(filter.sub(momentum.mul(0.001)));
        return value.dataSync()[0];
      });
    for (let i = 0; i < 200; i++) step();
    const before = { ...tf.memory(), ids: backend().numDataIds(), rss: process.memoryUsage().rss };
    for (let i = 0; i < 1000; i++) step();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(backend().numDataIds()).toBe(before.ids);
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(30e6);
  });
});

describe('failing', () => {
  it('names the missing kernel and the backend', () => {
    const transform = () => tf.engine().runKernel('FFT', { input: tf.ones([2]) });
    expect(transform).toThrow("Kernel 'FFT' not registered for backend 'onnxruntime'");
  });

  it('says that it has no complex numbers', () => {
    expect(() => tf.complex([1], [0])).toThrow(/onnxruntime/);
  });

  it('affects only reads that need an operation which the runtime rejects', () => {
    const broken = tf.gather(tf.ones([2]), tf.ones([1]).mul(7).toInt());
    const [sound, dependent] = [tf.ones([1]).add(1), broken.add(1)];
    expect(sound.dataSync()[0]).toBe(2);
    expect(() => broken.dataSync()).toThrow(/indices/);
    expect(() => broken.dataSync()).toThrow(/indices/);
    expect(() => dependent.dataSync()).toThrow(/indices/);
    expect(() => broken.mul(2).dataSync()).toThrow(/indices/);
    expect(sound.add(1).dataSync()[0]).toBe(3);
  });
});
