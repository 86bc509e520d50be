import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreprocessingName } from '@fcdd/preprocessing';
import { DataError, UserError } from '@fcdd/errors';
import type { DetectorSnapshot } from '@fcdd/records';
import { exportOnnx } from '@fcdd/tfjs-backend-onnxruntime';
import { describeOnnx } from '@fcdd/tfjs-backend-onnxruntime/model-file';
import { checkOnnxFile, hasOnnxChecker } from '@fcdd/tfjs-backend-onnxruntime/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportDetector } from './export-detector.ts';
import { loadDetector, openDetector } from '@fcdd/detector-file/load';
import { images, scale, scoreAsTrained, trainDetector } from './testing/trained.ts';
import { type TrainedDetector, foldersOf, readTrainedDetector } from './trained-detector.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-detectors-'));
});
afterAll(() => rm(folder, { recursive: true }));

const detectors: [
  net: string,
  objective: string,
  preprocessing: PreprocessingName,
  gradient: 'grad' | 'xgrad',
][] = [
  ['FCDD_CNN28', 'fcdd', 'lcnaug1', 'grad'],
  ['CNN28', 'hsc', 'none', 'grad'],
  ['CNN28', 'hsc', 'none', 'xgrad'],
  ['AE28', 'ae', 'lcn', 'grad'],
];

describe.each(detectors)('an exported %s, trained with %s on images with %s, explained by %s', (...names) => {
  const gradient = names[3];
  let detector: DetectorSnapshot;
  let trained: TrainedDetector;
  let model: Uint8Array;
  beforeAll(async () => {
    detector = await trainDetector(folder, ...names);
    trained = await readTrainedDetector(await foldersOf(folder));
    model = await exportDetector(trained);
  });

  it('gives the scores and heatmaps of the trained one, for batches of any size', async () => {
    const expected = await scoreAsTrained(detector, images, gradient);
    const loaded = await openDetector(model, 'model.onnx', { threads: 1 });
    for (const count of [1, 2, 5]) {
      const pixels = Float32Array.from(images.slice(0, count).flatMap((image) => [...image]));
      const { scores, heatmaps } = await loaded.score(pixels, count);
      expectClose(scores, expected.scores.subarray(0, count));
      expectClose(heatmaps, expected.heatmaps.subarray(0, count * 28 * 28));
    }
    await loaded.release();
  });

  it('describes its inputs and outputs, and holds the facts about it', async () => {
    const { inputs, outputs } = describeOnnx(model);
    expect(inputs).toEqual([{ name: 'image', shape: ['batch', 1, 28, 28] }]);
    expect(outputs).toEqual([
      { name: 'score', shape: ['batch'] },
      { name: 'heatmap', shape: ['batch', 1, 28, 28] },
    ]);
    const { facts, release } = await openDetector(model, 'model.onnx', { threads: 1 });
    expect(facts).toMatchObject({
      detector: { net: names[0], name: names[1] },
      nominalClass: { index: 3, name: '3' },
      ...{ auc: 0.9, training: { epochs: 1 }, heatmaps: { ...scale, explaining: { gradient } } },
      // Among equally good thresholds, the highest is chosen.
      threshold: { score: 3, truePositiveRate: 0.5, falsePositiveRate: 0 },
    });
    await release();
  });

  it.skipIf(!hasOnnxChecker)(
    "passes onnx's checker (skipped: Debian's python3-onnx is not installed)",
    async () => {
      const file = join(folder, 'model.onnx');
      await writeFile(file, model);
      await expect(checkOnnxFile(file)).resolves.toBeUndefined();
    },
  );
});

describe('a file', () => {
  it.each<[string, () => Promise<Uint8Array>, string]>([
    [
      'is not an ONNX file',
      async () => new TextEncoder().encode('weights?'),
      'is not an ONNX file, or it is damaged.',
    ],
    ['is empty', async () => new Uint8Array(), 'is not an ONNX file, or it is damaged.'],
    [
      'was written by another program',
      () => exportOnnx(({ x }) => ({ y: tf.neg(x!) }), { inputs: { x: [1] } }),
      'was not exported by fcdd',
    ],
    [
      'was written by another version',
      () =>
        exportOnnx(({ x }) => ({ y: tf.neg(x!) }), {
          inputs: { x: [1] },
          metadata: { 'fcdd.detector': '{"version": 99}' },
        }),
      'in a form that this version of fcdd does not understand',
    ],
  ])('that %s is refused with the reason', async (_, write, reason) => {
    const file = join(folder, 'other.onnx');
    await writeFile(file, await write());
    const error = await loadDetector(file, { threads: 1 }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toContain(`'${file}'`);
    expect((error as Error).message).toContain(reason);
  });

  it('that is cut off is refused', async () => {
    await trainDetector(folder, 'FCDD_CNN28', 'fcdd', 'lcn');
    const model = await exportDetector(await readTrainedDetector(await foldersOf(folder)));
    const half = model.subarray(0, model.length / 2);
    await expect(openDetector(half, 'half.onnx', { threads: 1 })).rejects.toThrow('or it is damaged');
  });

  it('that has no end, such as a device, is refused unread', async () => {
    await expect(loadDetector('/dev/zero', { threads: 1 })).rejects.toThrow("'/dev/zero' is not a file.");
  });

  it('that does not exist is named in the error, and so is a folder without a detector', async () => {
    await expect(loadDetector('absent.onnx', { threads: 1 })).rejects.toThrow(
      "'absent.onnx' cannot be read.",
    );
    await expect(foldersOf(tmpdir())).rejects.toThrow(UserError);
  });
});

/** Within 1e-4 of the largest. */
function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const furthest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
  expect(furthest / largest).toBeLessThan(1e-4);
}
