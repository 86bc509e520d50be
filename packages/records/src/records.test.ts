import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { emptyStack } from '@fcdd/images';
import { readTensors, writeTensors } from '@fcdd/tensors';
import { writeDataSet, writeOutliers, readDataSetImages, readOutliers } from './testing/in-memory.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type DataSetDescription,
  type DetectorSnapshot,
  readDataSetDescription,
  readSnapshot,
  type HeatmapPicture,
  readHeatmapPictures,
  readHeatmapScale,
  readHistory,
  readRoc,
  readScores,
  readTrainingSamples,
  readExtremeSamples,
  writeSnapshot,
  writeExtremeSamples,
  writeHeatmapPictures,
  writeHistory,
  writeRoc,
  writeScores,
  writeTrainingSamples,
} from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-records-'));
});
afterAll(() => rm(folder, { recursive: true }));

const statistics = { mean: [0.3], standardDeviation: [0.2], contrast: { smallest: -2, largest: 3 } };
const tensor = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
const detector: DetectorSnapshot = {
  detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true },
  dataSet: 'mnist',
  preprocessing: 'lcn',
  statistics,
  nominalClass: { index: 3, name: 'three' },
  nominalLabel: 0,
  weights: { 'conv1.weight': tensor(1) },
};

test('a detector is read as it was written; the state of the optimizer is in the same file', async () => {
  await writeSnapshot(folder, detector, { 'momentum_buffer.conv1.weight': tensor(2) });
  expect(await readSnapshot(folder)).toEqual(detector);
  const { tensors } = await readTensors(join(folder, 'snapshot.safetensors'));
  expect(Object.keys(tensors)).toEqual(['net.conv1.weight', 'optimizer.momentum_buffer.conv1.weight']);
});

test('a snapshot of an earlier version is read as one of this', async () => {
  const { weights: _, detector: fitted, ...rest } = detector;
  const earlier = { net: fitted.net, bias: true, objective: 'fcdd', ...rest };
  await writeTensors(
    join(folder, 'snapshot.safetensors'),
    { 'net.conv1.weight': tensor(1) },
    { detector: JSON.stringify(earlier) },
  );
  expect(await readSnapshot(folder)).toEqual(detector);
});

test('a data set is read as it was written', async () => {
  const labelled = (count: number, value: number) => {
    const images = emptyStack(count, 2, 3, 1);
    images.pixels.fill(value);
    return { images, labels: Int32Array.from({ length: count }, (_, i) => i) };
  };
  const shape = { height: 2, width: 3, channels: 1 };
  const description: DataSetDescription = {
    name: 'mnist',
    classes: ['0'],
    shape,
    storedShape: shape,
    anomalies: 'other classes',
    hasMaps: { train: false, test: false },
    statistics: [statistics],
    origin: { source: 'made up', digests: { file: 'abc' } },
  };
  const [train, test] = [labelled(3, 7), labelled(2, 9)];
  await writeDataSet(folder, { description, train, test });
  expect(await readDataSetDescription(folder)).toEqual(description);
  expect(await readDataSetImages(folder, 'train')).toEqual(train);
  expect(await readDataSetImages(folder, 'test')).toEqual(test);
  await writeOutliers(folder, train.images);
  expect(await readOutliers(folder)).toEqual(train.images);
});

test('training samples are read as they were written, with ground-truth maps or without', async () => {
  const samples = { images: emptyStack(2, 1, 3, 1), labels: Int32Array.of(0, 1) };
  const mapped = { ...samples, maps: Uint8Array.of(0, 0, 0, 1, 0, 1) };
  await writeTrainingSamples(folder, mapped);
  expect(await readTrainingSamples(folder)).toEqual(mapped);
  await writeTrainingSamples(folder, samples);
  expect(await readTrainingSamples(folder)).toEqual(samples);
});

test('scores, curves and history are read as they were written', async () => {
  const smoothing = { method: 'blur' as const, field: { width: 1, jump: 4, extent: 16, start: 1.5 } };
  const scored = (score: number) => ({
    scores: Float32Array.of(score),
    labels: Uint8Array.of(1),
    maps: { height: 1, width: 2, values: Float32Array.of(0.5, score), smoothing },
  });
  await writeScores(folder, 'test', scored(1));
  await writeScores(folder, 'train', scored(2));
  expect(await readScores(folder, 'test')).toEqual(scored(1));
  expect(await readScores(folder, 'train')).toEqual(scored(2));
  const roc = { auc: 0.5, fpr: [0, 1], tpr: [0, 1], ths: [null, 1] };
  await writeRoc(folder, roc);
  expect(await readRoc(folder)).toEqual(roc);
  const epochs = [{ epoch: 0, learningRate: 0.1, loss: 1, lossNominal: 1, lossAnomalous: null }];
  await writeHistory(folder, epochs);
  expect(await readHistory(folder)).toEqual(epochs);
});

test('the scale of heatmaps is read as it was written, if it was given', async () => {
  const pictures: HeatmapPicture[] = [
    { file: 'a.png', set: 'test', normalization: 'global', hasMaps: false, rows: [] },
  ];
  await writeHeatmapPictures(folder, pictures);
  expect(await readHeatmapScale(folder)).toBeUndefined();
  const scale = { gaussStd: null, quantile: 0.9, range: { smallest: 0.1, scale: 2 } };
  await writeHeatmapPictures(folder, pictures, scale);
  expect(await readHeatmapScale(folder)).toEqual(scale);
  expect(await readHeatmapPictures(folder)).toEqual(pictures);
});

test('an error names the file that is missing or damaged', async () => {
  const none = join(folder, 'none');
  for (const read of [readDataSetDescription, readSnapshot, readHistory, readRoc, readOutliers])
    await expect(read(none)).rejects.toThrow(DataError);
  await writeHistory(folder, []);
  const file = join(folder, 'history.json');
  await writeFile(file, (await readFile(file)).subarray(0, 5));
  await expect(readHistory(folder)).rejects.toThrow(`${file} cannot be read.`);
});

test('a tensor file that does not describe a detector is refused', async () => {
  const file = join(folder, 'snapshot.safetensors');
  await writeTensors(file, { 'net.conv1.weight': tensor(1) });
  await expect(readSnapshot(folder)).rejects.toThrow(`${file} does not describe a detector.`);
});

test('an error names the tensor that is missing or has another type', async () => {
  const file = join(folder, 'test-scores.safetensors');
  await writeTensors(file, { maps: { shape: [1, 1, 1], data: Float32Array.of(1) } });
  await expect(readScores(folder, 'test')).rejects.toThrow(`${file} has no tensor 'scores'.`);
  await writeTensors(file, { maps: { shape: [1, 1, 1], data: Int32Array.of(1) } });
  await expect(readScores(folder, 'test')).rejects.toThrow(`'maps' of ${file} is not a Float32Array.`);
});

test.each([
  '../secret.webp',
  'extremes/../../secret.webp',
  '/etc/secret.webp',
  'extremes/a\\b.webp',
  'extremes/..',
])('extreme samples with a picture outside their folder are refused: %s', async (heatmap) => {
  const at = await mkdtemp(join(folder, 'extremes-'));
  const sample = {
    label: 0,
    score: 0.5,
    index: 0,
    end: 'lowest',
    files: { input: 'extremes/a.webp', heatmap },
  };
  await mkdir(join(at, 'extremes'));
  await writeExtremeSamples(at, { size: 1, samples: [sample] } as Parameters<typeof writeExtremeSamples>[1]);
  await expect(readExtremeSamples(at)).rejects.toThrow(DataError);
});
