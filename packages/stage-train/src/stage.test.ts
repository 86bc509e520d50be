import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  readDataSetDescription,
  readSnapshot,
  readHistory,
  readTrainingSamples,
  writePretrainedWeights,
} from '@fcdd/records';
import { expect, test } from 'vitest';
import { stage } from './stage.ts';
import { type Changes, createRun, supervisionBy } from './testing/context.ts';
import { temporaryFolder } from './testing/inputs.ts';

test('writes its outputs, the same bytes each time', async () => {
  const [first, second] = [await createRun({ epochs: 2 }), await createRun({ epochs: 2 })];
  await stage.run(first);
  await stage.run(second);
  const files = (await readdir(first.outputFolder)).sort();
  expect(files).toEqual(Object.keys(stage.outputs).sort());
  for (const file of files)
    expect(await readFile(join(first.outputFolder, file))).toEqual(
      await readFile(join(second.outputFolder, file)),
    );

  const { images, labels } = await readTrainingSamples(first.outputFolder);
  expect(images.count).toBe(512);
  expect([...labels]).toEqual([...new Array(256).fill(0), ...new Array(256).fill(1)]);
  expect(await readSnapshot(first.outputFolder)).toMatchObject({
    detector: { name: 'fcdd', net: 'FCDD_CNN28' },
    dataSet: 'mnist',
    nominalClass: { index: 0, name: 'upright' },
  });
});

test('starts from the given weights, and initializes tensors that they lack', async () => {
  const pretrained = { 'conv2.bias': { shape: [16], data: new Float32Array(16).fill(0.25) } };
  const run = await createRun({
    epochs: 1,
    optimizer: { type: 'sgd', learningRate: 1e-12, weightDecay: 0 },
  });
  const folder = await temporaryFolder();
  await writePretrainedWeights(folder, pretrained);
  await stage.run({ ...run, inputs: { ...run.inputs, weights: [{ stage: 'weights', matrix: {}, folder }] } });

  const { weights } = await readSnapshot(run.outputFolder);
  expect(weights['conv2.bias']).toEqual(pretrained['conv2.bias']);
  expect(new Set(weights['conv1.bias']!.data).size).toBe(8);
  expect(run.messages[0]).toBe('Pretrained tensors: 1.');
});

test('a detector belongs to its class, and has a bias only if the parameters say so', async () => {
  const run = await createRun({
    class: 1,
    epochs: 1,
    detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: false, weights: null, lossGaussStd: null },
  });
  await stage.run(run);
  const { statistics } = await readDataSetDescription(run.inputs.dataset![0]!.folder);
  const detector = await readSnapshot(run.outputFolder);
  expect(detector).toMatchObject({ detector: { bias: false }, nominalClass: { index: 1, name: 'level' } });
  expect(detector.statistics).toEqual(statistics[1]);
  expect(Object.keys(detector.weights)).not.toContain('conv1.bias');
});

test('without supervision, there are only nominal samples', async () => {
  const run = await createRun({
    epochs: 1,
    supervision: supervisionBy('unsupervised'),
  });
  run.inputs.outliers = [];
  await stage.run(run);
  expect((await readTrainingSamples(run.outputFolder)).images.count).toBe(256);
  expect((await readHistory(run.outputFolder))[0]).toMatchObject({ lossAnomalous: null });
});

test('another seed and another class start from other weights', async () => {
  const optimizer = { type: 'sgd', learningRate: 1e-30, weightDecay: 0 } as const;
  const weights = async (changes: Changes) => {
    const run = await createRun({ epochs: 1, optimizer, ...changes });
    await stage.run(run);
    return (await readSnapshot(run.outputFolder)).weights['conv1.weight']!.data.join();
  };
  expect(new Set([await weights({}), await weights({ seed: 1 }), await weights({ class: 1 })]).size).toBe(3);
});

test('a loss that is not a number fails with the epoch and a hint', async () => {
  const run = await createRun({ optimizer: { type: 'sgd', learningRate: 1e20, weightDecay: 1e-6 } });
  await expect(stage.run(run)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/epoch \d/),
    hint: expect.stringContaining('learning rate'),
  });
});

test('a missing outlier input fails with a clear message', async () => {
  const run = await createRun();
  run.inputs.outliers = [];
  await expect(stage.run(run)).rejects.toThrow("'fmnist' are not synthetic");
});
