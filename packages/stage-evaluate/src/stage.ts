import { startEngine } from '@fcdd/engine';
import { type ImageReader, readerOf } from '@fcdd/images';
import { evaluateScores } from '@fcdd/metrics';
import {
  openTestSet,
  readSnapshot,
  readTrainingSamples,
  writeImageMetrics,
  writeRoc,
  writeScores,
} from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/evaluate.schema.json' with { type: 'json' };
import type { EvaluateParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { evaluateRoc } from './roc.ts';
import { restoreDetector, scoreSet } from './scoring.ts';

export const stage = defineStage<EvaluateParameters>({
  name: 'evaluate',
  description: 'Scores test images and training samples with a trained detector',
  role: 'scores',
  progressUnit: 'images',
  parameters: withParts(parameters),
  inputs: {
    dataset: { description: 'The prepared data set' },
    training: { description: 'The trained detector and its training samples' },
  },
  outputs: {
    'roc.json': 'ROC curve of the test images, and the area under it',
    'metrics.json': 'The same area, average precision, and best F1 with its threshold',
    'prc.json': 'Precision over recall',
    'test-scores.safetensors': 'Score, label and anomaly map of each test image',
    'train-scores.safetensors': 'The same for the training samples',
  },
  resources: { threads: 'all', memory: 1000 },
  usesEngine: true,
  reusesProcess: true,
  run: evaluate,
});

async function evaluate(context: StageContext<EvaluateParameters>): Promise<void> {
  const { parameters, outputFolder, signal, progress } = context;
  const { folder: trainingFolder } = oneInput(context, 'training');
  const { folder: dataSetFolder } = oneInput(context, 'dataset');
  const trained = await readSnapshot(trainingFolder);
  const test = await openTestSet(dataSetFolder, trained.nominalClass.index, parameters.nominalLabel);
  const train = await readTrainingSamples(trainingFolder);
  const total = test.count + train.images.count;
  const countFrom = (start: number) => (done: number) => {
    signal.throwIfAborted();
    progress(start + done, total);
  };

  await startEngine(context.engine, { threads: context.threads });
  const detector = await restoreDetector(trained, parameters.explaining);
  const score = (images: ImageReader, labels: ArrayLike<number>, from: number) =>
    scoreSet(detector, trained, images, labels, countFrom(from));
  const scoredTest = await score(test, test.labels, 0);
  const scoredTrain = await score(readerOf(train.images), train.labels, test.count);
  detector.dispose();
  await test.close();

  const roc = evaluateRoc(scoredTest);
  await writeScores(outputFolder, 'test', scoredTest);
  await writeScores(outputFolder, 'train', scoredTrain);
  await writeRoc(outputFolder, roc);
  await writeImageMetrics(outputFolder, evaluateScores(scoredTest.scores, scoredTest.labels));
  progress(total, total, { AUC: roc.auc });
}
