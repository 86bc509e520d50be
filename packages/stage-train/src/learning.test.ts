import { detectorNamed } from '@fcdd/detectors';
import { scoreImages } from '@fcdd/detectors/scoring';
import { createPreprocessing } from '@fcdd/data-sets';
import { imageAt, imageSize } from '@fcdd/images';
import { readSnapshot, readHistory } from '@fcdd/records';
import { readDataSetImages } from '@fcdd/records/testing';
import { expect, test } from 'vitest';
import { stage } from './stage.ts';
import { type Changes, type Run, createRun, supervisionBy } from './testing/context.ts';

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

test.each<[string, Changes]>([
  ['fcdd with ground-truth maps', { supervision: supervisionBy('malformed_normal_gt', 'fmnist'), detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: 1.2 } }], // prettier-ignore
  ['hsc, in parts', { detector: { name: 'hsc', net: 'CNN28', bias: true, weights: null }, accumulate: 2 }],
  ['ae', { detector: { name: 'ae', net: 'AE28', bias: true, weights: null }, supervision: supervisionBy('unsupervised') }], // prettier-ignore
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

/** Area under the ROC curve of the test set: the chance that an anomalous image scores higher than a nominal one. */
async function areaUnderCurve({ inputs, outputFolder }: Run): Promise<number> {
  const detector = await readSnapshot(outputFolder);
  const { images, labels } = await readDataSetImages(inputs.dataset![0]!.folder, 'test');
  const { normalize } = createPreprocessing('mnist', 'lcnaug1', detector.statistics, images);
  const values = new Float32Array(images.pixels.length);
  const size = imageSize(images);
  for (let i = 0; i < images.count; i++)
    normalize(imageAt(images, i), values.subarray(i * size, (i + 1) * size));

  const restored = await detectorNamed('fcdd').create({ parameters: detector.detector });
  restored.load(detector.weights);
  const { scores } = await scoreImages(restored, [{ images: values, count: images.count }]);
  const scoresOf = (label: number) => [...scores].filter((_, i) => labels[i] === label);
  const pairs = scoresOf(1).flatMap((anomalous) => scoresOf(0).map((nominal) => anomalous > nominal));
  return pairs.filter(Boolean).length / pairs.length;
}
