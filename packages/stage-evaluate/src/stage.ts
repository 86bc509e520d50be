import { startEngine } from '@fcdd/engine';
import type { LabelledImages } from '@fcdd/images';
import type { GradientKind } from '@fcdd/models';
import {
  type Detector,
  readDataSetImages,
  readDetector,
  readTrainingSamples,
  writeRoc,
  writeScores,
} from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/evaluate.schema.json' with { type: 'json' };
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { evaluateRoc } from './roc.ts';
import { restoreNet, scoreSet } from './scoring.ts';

interface Parameters {
  /** Of hsc: what its anomaly maps show. */
  gradient: GradientKind;
}

export const stage = defineStage<Parameters>({
  name: 'evaluate',
  description: 'Scores test images and training samples with a trained detector',
  parameters: withParts(parameters),
  inputs: {
    dataset: { description: 'The prepared data set' },
    training: { description: 'The trained detector and its training samples' },
  },
  outputs: {
    'roc.json': 'ROC curve of the test images and the area under it',
    'test-scores.safetensors': 'Score, label and anomaly map of each test image',
    'train-scores.safetensors': 'The same of the training samples',
  },
  resources: { threads: 'all', memory: 1000 },
  usesEngine: true,
  run: evaluate,
});

async function evaluate(context: StageContext<Parameters>): Promise<void> {
  const { parameters, outputFolder, signal, progress } = context;
  const { folder: trainingFolder } = oneInput(context, 'training');
  const { folder: dataSetFolder } = oneInput(context, 'dataset');
  const detector = await readDetector(trainingFolder);
  const test = againstTheRest(await readDataSetImages(dataSetFolder, 'test'), detector);
  const train = await readTrainingSamples(trainingFolder);
  const total = test.images.count + train.images.count;
  const countFrom = (start: number) => (done: number) => {
    signal.throwIfAborted();
    progress(start + done, total);
  };

  await startEngine(context.engine, { threads: context.threads });
  const net = restoreNet(detector);
  const scoredTest = await scoreSet(net, detector, parameters.gradient, test, countFrom(0));
  const scoredTrain = await scoreSet(net, detector, parameters.gradient, train, countFrom(test.images.count));
  net.dispose();

  const roc = evaluateRoc(scoredTest);
  await writeScores(outputFolder, 'test', scoredTest);
  await writeScores(outputFolder, 'train', scoredTrain);
  await writeRoc(outputFolder, roc);
  progress(total, total, { AUC: roc.auc });
}

/** Labels for one class against all others: 0 is the nominal class, 1 any other. */
function againstTheRest({ images, labels }: LabelledImages, { nominalClass }: Detector): LabelledImages {
  return { images, labels: labels.map((label) => (label === nominalClass.index ? 0 : 1)) };
}
