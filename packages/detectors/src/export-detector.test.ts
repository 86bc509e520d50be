import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type PreprocessingName, createPreprocessing, normalizationOf } from '@fcdd/data';
import { resolveEngine, startEngine } from '@fcdd/engine';
import {
  type ObjectiveName,
  createNet,
  createObjective,
  scoreImages,
  smoothMaps,
  smoothingOf,
} from '@fcdd/models';
import { createRandom } from '@fcdd/random';
import type { Detector } from '@fcdd/records';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportDetector } from './export-detector.ts';
import { openDetector } from './load-detector.ts';
import type { TrainedDetector } from './trained-detector.ts';

const hasOnnx = await promisify(execFile)('/usr/bin/python3', ['-c', 'import onnx']).then(
  () => true,
  () => false,
);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-detectors-'));
  await startEngine(resolveEngine({ backend: 'onnxruntime', device: 'cpu' }), { threads: 1 });
});
afterAll(() => rm(folder, { recursive: true }));

const size = 28 * 28;
const images = Array.from({ length: 5 }, (_, i) => {
  const random = createRandom('image', i);
  return Uint8Array.from({ length: size }, () => random.integer(50 * (i + 1)));
});

/** A detector with random weights. */
async function detectorOf(
  net: string,
  objective: ObjectiveName,
  preprocessing: PreprocessingName,
): Promise<TrainedDetector> {
  const made = createNet(net, { bias: true, random: createRandom(net) });
  const detector: Detector = {
    net,
    bias: true,
    objective,
    dataSet: 'mnist',
    preprocessing,
    statistics: { mean: [0.13], standardDeviation: [0.3], contrast: { smallest: -1, largest: 5 } },
    nominalClass: { index: 3, name: '3' },
    weights: await made.state(),
  };
  made.dispose();
  return {
    detector,
    facts: {
      ...{ net, objective, dataSet: 'mnist', nominalClass: detector.nominalClass },
      image: { height: 28, width: 28, channels: 1 },
      normalization: normalizationOf(preprocessing, detector.statistics),
      ...{ training: { epochs: 3 }, auc: 0.9, threshold: null },
      heatmaps: { gaussStd: 1.2, quantile: 0.9, range: { smallest: 0, scale: 1 } },
    },
  };
}

/** As the stages score, and as they draw heatmaps. */
async function expectedOf({ detector, facts }: TrainedDetector) {
  const { net: name, objective, dataSet, preprocessing, statistics, bias } = detector;
  const net = createNet(name, { bias });
  net.load(detector.weights);
  const { normalize } = createPreprocessing(
    dataSet,
    preprocessing as PreprocessingName,
    statistics,
    [28, 28, 1],
  );
  const normalized = new Float32Array(images.length * size);
  images.forEach((image, i) => normalize(image, normalized.subarray(i * size, (i + 1) * size)));
  const batch = { images: normalized, count: images.length };
  const { scores, maps } = await scoreImages(net, createObjective(objective, { net: name }), [batch]);
  net.dispose();
  const smoothing = smoothingOf(name, objective as ObjectiveName, facts.heatmaps!.gaussStd);
  const { values, height, width } = maps;
  return { scores, heatmaps: smoothMaps(smoothing, values, images.length, height, width, 28) };
}

const detectors: [net: string, objective: ObjectiveName, preprocessing: PreprocessingName][] = [
  ['FCDD_CNN28', 'fcdd', 'lcnaug1'],
  ['CNN28', 'hsc', 'none'],
  ['AE28', 'ae', 'lcn'],
];

describe.each(detectors)('an exported %s, trained with %s on images with %s', (...names) => {
  it('gives for batches of any size the scores and heatmaps that the trained one gives', async () => {
    const trained = await detectorOf(...names);
    const expected = await expectedOf(trained);
    const detector = await openDetector(await exportDetector(trained), 'model.onnx', { threads: 1 });
    for (const count of [1, 2, 5]) {
      const pixels = Float32Array.from(images.slice(0, count).flatMap((image) => [...image]));
      const { scores, heatmaps } = await detector.score(pixels, count);
      expectClose(scores, expected.scores.subarray(0, count));
      expectClose(heatmaps, expected.heatmaps.subarray(0, count * size));
    }
    expect(detector.facts).toMatchObject(trained.facts);
    await detector.release();
  });

  it.skipIf(!hasOnnx)("passes onnx's checker (skipped: Debian's python3-onnx is not installed)", async () => {
    const file = join(folder, 'model.onnx');
    await writeFile(file, await exportDetector(await detectorOf(...names)));
    const check = 'import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)';
    await promisify(execFile)('/usr/bin/python3', ['-c', check, file]);
  });
});

/** Within 1e-4 of the largest. */
function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const furthest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
  expect(furthest / largest).toBeLessThan(1e-4);
}
