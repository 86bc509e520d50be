import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '@fcdd/errors';
import { detectorNamed } from '@fcdd/detectors';
import { scoreImages } from '@fcdd/detectors/scoring';
import { createPreprocessing } from '@fcdd/data-sets';
import { imageAt, imageSize } from '@fcdd/images';
import {
  readDataSetDescription,
  readSnapshot,
  readHistory,
  readTrainingSamples,
  writePretrainedWeights,
} from '@fcdd/records';
import { readDataSetImages } from '@fcdd/records/testing';
import { expect, test } from 'vitest';
import { stage } from './stage.ts';
import { type Changes, type Run, createRun } from './testing/context.ts';
import { temporaryFolder } from './testing/inputs.ts';

test('learns to tell the nominal class from another', async () => {
  const run = await createRun({ epochs: 6 });
  await stage.run(run);

  const history = await readHistory(run.outputFolder);
  expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(history[5]!.loss).toBeLessThan(0.5 * history[0]!.loss);
  expect(history[5]!.learningRate).toBeCloseTo(0.02 * 0.98 ** 5, 12);
  expect(await areaUnderCurve(run)).toBeGreaterThan(0.9);
  expect(run.losses.length).toBeGreaterThan(0);
  expect(run.messages[5]).toMatch(
    /^Epoch 6 of 6: loss \d\.\d{4} \(nominal .*, anomalous .*\), learning rate 0\.0181\.$/,
  );
});

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
    supervision: { mode: 'unsupervised', source: null, limit: null, online: true, parameters: null },
  });
  run.inputs.outliers = [];
  await stage.run(run);
  expect((await readTrainingSamples(run.outputFolder)).images.count).toBe(256);
  expect((await readHistory(run.outputFolder))[0]).toMatchObject({ lossAnomalous: null });
});

test.each<[string, Changes]>([
  ['fcdd with ground-truth maps', { supervision: { mode: 'malformed_normal_gt', source: 'fmnist', limit: null, online: true, parameters: null }, detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: 1.2 } }], // prettier-ignore
  ['hsc, in parts', { detector: { name: 'hsc', net: 'CNN28', bias: true, weights: null }, accumulate: 2 }],
  ['ae', { detector: { name: 'ae', net: 'AE28', bias: true, weights: null }, supervision: { mode: 'unsupervised', source: null, limit: null, online: true, parameters: null } }], // prettier-ignore
])('learns with %s', async (_name, changes) => {
  const run = await createRun({ epochs: 3, ...changes });
  await stage.run(run);
  // Not the loss of all samples: it depends on how many of them became anomalies.
  const losses = (await readHistory(run.outputFolder)).map(
    ({ lossNominal, lossAnomalous }) => lossNominal! + (lossAnomalous ?? 0),
  );
  expect(losses[2]).toBeLessThan(0.95 * losses[0]!);
  expect((await readSnapshot(run.outputFolder)).detector).toEqual(run.parameters.detector);
});

test('another seed or another class starts from other weights', async () => {
  const optimizer = { type: 'sgd', learningRate: 1e-30, weightDecay: 0 } as const;
  const weights = async (changes: Changes) => {
    const run = await createRun({ epochs: 1, optimizer, ...changes });
    await stage.run(run);
    return (await readSnapshot(run.outputFolder)).weights['conv1.weight']!.data.join();
  };
  expect(new Set([await weights({}), await weights({ seed: 1 }), await weights({ class: 1 })]).size).toBe(3);
});

test('resumes from its checkpoint as if it had never stopped', async () => {
  const whole = await createRun();
  await stage.run(whole);

  const interrupted = await createRun({ checkpointEvery: 2 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 3'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  expect(await readdir(interrupted.checkpointFolder)).toEqual(['checkpoint.safetensors']);

  const resumed = await again(interrupted);
  await stage.run(resumed);
  expect(resumed.messages[0]).toBe('The training continues after epoch 3.');
  expect(resumed.messages).toHaveLength(2);
  expect(await readHistory(resumed.outputFolder)).toEqual(await readHistory(whole.outputFolder));
  expect(await snapshot(resumed)).toEqual(await snapshot(whole));
});

test('resumes the same training with fewer epochs as if it had never stopped', async () => {
  const changes: Changes = { optimizer: { type: 'adam', learningRate: 0.002, weightDecay: 1e-6 } };
  const whole = await createRun({ ...changes, epochs: 6 });
  await stage.run(whole);

  const first = await createRun({ ...changes, epochs: 2 });
  await stage.run(first);
  const second = await after(first, { epochs: 6 });
  await stage.run(second);
  expect(second.messages[0]).toBe('The training continues after epoch 2.');
  expect(second.messages).toHaveLength(5);
  expect(await readHistory(second.outputFolder)).toEqual(await readHistory(whole.outputFolder));
  expect(await snapshot(second)).toEqual(await snapshot(whole));
});

test('prefers its checkpoint to the previous training', async () => {
  const first = await createRun({ epochs: 1 });
  await stage.run(first);
  const interrupted = await after(first, { epochs: 4, checkpointEvery: 2 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 3'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  const resumed = await again(interrupted);
  await stage.run(resumed);
  expect(resumed.messages[0]).toBe('The training continues after epoch 3.');
});

test.each<[string, Changes, string]>([
  ['no fewer epochs', { epochs: 2 }, 'already has 2 epochs; this one has 2'],
  ['other parameters', { epochs: 4, batchSize: 8 }, "has another value of 'batchSize'"],
])('does not resume a training with %s', async (_name, changes, message) => {
  const first = await createRun({ epochs: 2 });
  await stage.run(first);
  await expect(stage.run(await after(first, changes))).rejects.toThrow(message);
});

test('stops between two batches', async () => {
  const run = await createRun();
  run.progress = () => run.stop.abort(new CancelledError());
  await expect(stage.run(run)).rejects.toThrow(CancelledError);
  expect(run.messages).toEqual([]);
  expect(await readdir(run.checkpointFolder)).toEqual([]);
});

test('notices a stop from outside while it computes', async () => {
  const run = await createRun({ epochs: 40 });
  run.progress = () => void setTimeout(() => run.stop.abort(new CancelledError()), 1);
  await expect(stage.run(run)).rejects.toThrow(CancelledError);
  expect(run.messages.length).toBeLessThan(3);
});

test.each<[string, string, Changes, (file: string) => Promise<void>]>([
  ['a damaged', 'is damaged', {}, async (file) => writeFile(file, (await readFile(file)).subarray(0, 500))],
  ["another training's", 'belongs to another training', { batchSize: 8 }, async () => {}],
])('%s checkpoint is ignored with a warning', async (_name, reason, changes, damage) => {
  const interrupted = await createRun({ checkpointEvery: 1 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 1'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  await damage(join(interrupted.checkpointFolder, 'checkpoint.safetensors'));

  const next = await again(interrupted, changes);
  await stage.run(next);
  expect(next.messages[0]).toBe(
    `Warning: The checkpoint ${reason}, so the training starts from the beginning.`,
  );
  expect(await readHistory(next.outputFolder)).toHaveLength(4);
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

function stopWhen(run: Run, matches: (message: string) => boolean): void {
  const { info } = run.log;
  run.log.info = (message) => {
    info(message);
    if (matches(message)) run.stop.abort(new CancelledError());
  };
}

/** A second run of the same stage, which finds the checkpoint of the first. */
async function again(run: Run, changes: Changes = {}): Promise<Run> {
  const next = await createRun({ ...run.parameters, ...changes });
  return Object.assign(next, { inputs: run.inputs, checkpointFolder: run.checkpointFolder });
}

/** A run that has the outputs of another as an input. */
async function after(run: Run, changes: Changes): Promise<Run> {
  const next = await createRun({ ...run.parameters, ...changes });
  const previous = [{ stage: 'train', matrix: {}, folder: run.outputFolder }];
  return Object.assign(next, { inputs: { ...run.inputs, previous } });
}

function snapshot({ outputFolder }: Run): Promise<Buffer> {
  return readFile(join(outputFolder, 'snapshot.safetensors'));
}

/** Area under the ROC curve of the test set: the chance that an anomalous image scores higher than a nominal one. */
async function areaUnderCurve({ inputs, outputFolder }: Run): Promise<number> {
  const detector = await readSnapshot(outputFolder);
  const { images, labels } = await readDataSetImages(inputs.dataset![0]!.folder, 'test');
  const { normalize } = createPreprocessing('mnist', 'lcnaug1', detector.statistics, images);
  const values = new Float32Array(images.pixels.length);
  const size = imageSize(images);
  for (let i = 0; i < images.count; i++)
    normalize(imageAt(images, i), values.subarray(i * size, (i + 1) * size));

  const { detector: fitted, weights } = detector;
  const restored = await detectorNamed('fcdd').create({ parameters: fitted });
  restored.load(weights);
  const { scores } = await scoreImages(restored, [{ images: values, count: images.count }]);
  const scoresOf = (label: number) => [...scores].filter((_, i) => labels[i] === label);
  const pairs = scoresOf(1).flatMap((anomalous) => scoresOf(0).map((nominal) => anomalous > nominal));
  return pairs.filter(Boolean).length / pairs.length;
}
