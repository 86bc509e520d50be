import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import onnxProto from 'onnx-proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOnnxModel } from '../runtime/onnx-model.ts';
import { checkOnnxFile, hasOnnxChecker } from '../testing/onnx-checker.ts';
import { randomTensor } from '../testing/reference.ts';
import { describeOnnx } from './describe-onnx.ts';
import { exportOnnx } from './export-onnx.ts';
import type { TensorFunction } from './record-function.ts';

let weights: { filter: tf.Tensor4D; bias: tf.Tensor; dense: tf.Tensor2D };

beforeAll(async () => {
  await tf.setBackend('onnxruntime');
  weights = {
    filter: randomTensor([3, 3, 2, 4]) as tf.Tensor4D,
    bias: randomTensor([4]),
    dense: randomTensor([36, 5]) as tf.Tensor2D,
  };
});

const shape = ['batch', 2, 6, 6] as const;

/** A convolution and a dense layer; their squared length, and its gradient for the images. */
const lengthAndGradient: TensorFunction = ({ images }) => {
  const lengths = (x: tf.Tensor) => {
    const hidden = tf.conv2d(tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D, weights.filter, 1, 'same');
    const pooled = tf.maxPool(tf.leakyRelu(hidden.add(weights.bias)) as tf.Tensor4D, 2, 2, 'valid');
    const output = tf.matMul(tf.reshape(pooled, [x.shape[0]!, -1]) as tf.Tensor2D, weights.dense);
    return tf.sum(tf.square(output), [1]);
  };
  return { length: lengths(images!), gradient: tf.grad((x) => lengths(x).sum())(images!) };
};

describe('an exported function', () => {
  it.each([1, 2, 5])('gives the same results for a batch of %i', async (batch) => {
    const model = await exportOnnx(lengthAndGradient, { inputs: { images: shape } });
    const images = randomTensor([batch, 2, 6, 6]);
    const expected = lengthAndGradient({ images });
    const loaded = await openOnnxModel(model, { threads: 1 });
    const results = await loaded.run({
      images: { dims: images.shape, data: images.dataSync() as Float32Array },
    });
    for (const [name, tensor] of Object.entries(expected)) {
      expect(results[name]!.dims).toEqual(tensor.shape);
      expectClose(results[name]!.data as Float32Array, tensor.dataSync() as Float32Array);
    }
    await loaded.release();
  });

  it('has inputs, outputs and metadata under their names, and an open batch', async () => {
    const metadata = { author: 'Ann', 'nominal class': '3 "three"' };
    const model = await exportOnnx(lengthAndGradient, { inputs: { images: shape }, metadata });
    expect(describeOnnx(model)).toEqual({
      inputs: [{ name: 'images', shape: ['batch', 2, 6, 6] }],
      outputs: [
        { name: 'length', shape: ['batch'] },
        { name: 'gradient', shape: ['batch', 2, 6, 6] },
      ],
      metadata,
    });
  });

  it('holds standard operators only, and no others are imported', async () => {
    const { graph, opsetImport } = decode(await exportOnnx(lengthAndGradient, { inputs: { images: shape } }));
    expect(graph.node!.map(({ domain }) => domain).filter(Boolean)).toEqual([]);
    expect(opsetImport!.map(({ domain, version }) => [domain, Number(version)])).toEqual([['', 17]]);
  });

  it('reduces along axes that are attributes, as in operator set 17', async () => {
    const means: TensorFunction = ({ x }) => ({ y: tf.mean(x!, [1]) });
    const { graph } = decode(await exportOnnx(means, { inputs: { x: ['batch', 4] } }));
    const [reduction] = graph.node!;
    expect(reduction!.input).toEqual(['x']);
    expect(reduction!.attribute!.find(({ name }) => name === 'axes')!.ints!.map(Number)).toEqual([1]);
  });

  it('keeps weights in the form in which they are used, under their names', async () => {
    const scaled: TensorFunction = ({ x }) => ({
      y: tf.mul(x!, tf.mul(weights.bias, tf.add(weights.bias, 1))),
    });
    const named = await exportOnnx(({ x }) => ({ y: tf.mul(x!, weights.bias) }), {
      inputs: { x: ['batch', 4] },
      names: { 'layer.bias': weights.bias },
    });
    expect(decode(named).graph.initializer!.map(({ name }) => name)).toEqual(['layer.bias']);
    const folded = decode(
      await exportOnnx(scaled, { inputs: { x: ['batch', 4] }, names: { 'layer.bias': weights.bias } }),
    );
    expect(folded.graph.initializer!.map(({ name }) => name)).toEqual(['layer.bias']);
    expect(folded.graph.node!.map(({ opType }) => opType)).toEqual(['Mul', 'Identity']);
  });

  it('lets Reshape infer the open extent', async () => {
    const rows: TensorFunction = ({ x }) => ({ y: tf.reshape(x!, [x!.shape[0]! * 2, 2]) });
    const { graph } = decode(await exportOnnx(rows, { inputs: { x: ['batch', 4] } }));
    expect(graph.node!.map(({ opType }) => opType)).toEqual(['Reshape', 'Identity']);
  });

  it('needs no open extent', async () => {
    const model = await exportOnnx(({ x }) => ({ y: tf.add(x!, 1) }), { inputs: { x: [2] } });
    const loaded = await openOnnxModel(model, { threads: 1 });
    const { y } = await loaded.run({ x: { dims: [2], data: Float32Array.of(1, 2) } });
    expect([...(y!.data as Float32Array)]).toEqual([2, 3]);
  });

  it('is refused if it reads contents that do not exist yet', async () => {
    const curious: TensorFunction = ({ x }) => ({ y: tf.scalar(x!.dataSync()[0]!) });
    await expect(exportOnnx(curious, { inputs: { x: ['batch'] } })).rejects.toThrow(
      "The contents of 'x' are not known while a function is exported.",
    );
    expect([...tf.scalar(1).add(1).dataSync()]).toEqual([2]);
  });

  it.each<[string, TensorFunction]>([
    ['numbers that depend on it', ({ x }) => ({ y: tf.div(x!, x!.shape[0]!) })],
    ['other operations', ({ x }) => ({ y: x!.shape[0]! > 1010 ? tf.exp(x!) : tf.sin(x!) })],
    [
      'shapes that are not linear',
      ({ x }) => ({ y: tf.reshape(tf.outerProduct(x as tf.Tensor1D, x as tf.Tensor1D), [-1]) }),
    ],
  ])('is refused where an open extent leads to %s', async (_, compute) => {
    await expect(exportOnnx(compute, { inputs: { x: ['batch'] } })).rejects.toThrow("'batch'");
  });
});

describe('a file that is not an ONNX model', () => {
  it.each([
    ['an empty file', new Uint8Array()],
    ['a text', new TextEncoder().encode('no model, but a text of some length')],
  ])('is recognised: %s', (_, bytes) => {
    expect(() => describeOnnx(bytes)).toThrow();
  });

  it('is recognised: a model that is cut off', async () => {
    const model = await exportOnnx(lengthAndGradient, { inputs: { images: shape } });
    for (const part of [0.1, 0.5, 0.9])
      expect(() => describeOnnx(model.subarray(0, Math.floor(part * model.length)))).toThrow();
  });
});

describe.skipIf(!hasOnnxChecker)("Debian's python3-onnx (skipped where it is not installed)", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fcdd-onnx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds nothing wrong with an exported function', async () => {
    const file = join(folder, 'model.onnx');
    await writeFile(file, await exportOnnx(lengthAndGradient, { inputs: { images: shape } }));
    await expect(checkOnnxFile(file)).resolves.toBeUndefined();
  });
});

function decode(model: Uint8Array) {
  const { graph, ...rest } = onnxProto.onnx.ModelProto.decode(model);
  return { graph: graph!, ...rest };
}

/** Expects equality within 1e-4 of the largest value. */
function expectClose(actual: Float32Array, expected: Float32Array): void {
  const largest = Math.max(...expected.map(Math.abs));
  const difference = Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));
  expect(difference / largest).toBeLessThan(1e-4);
}
