import { nearestIndices } from '@fcdd/images';
import { PixelEvaluator } from '@fcdd/metrics';
import { openTestSet, readSnapshot, readScores, writePixelMetrics } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/pixel-evaluation.schema.json' with { type: 'json' };
import type { PixelEvaluationParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { comparedMaps } from './compared-maps.ts';

export const stage = defineStage<PixelEvaluationParameters>({
  name: 'pixel-evaluation',
  description: 'Compares the heatmaps of test images with their ground-truth maps, if there are any',
  role: 'measures',
  progressUnit: 'images',
  parameters: withParts(parameters),
  inputs: {
    dataset: { description: 'The prepared data set' },
    training: { description: 'The trained detector' },
    evaluation: { description: "The detector's anomaly maps" },
  },
  outputs: {
    'gtmap_metrics.json': 'AUC, average precision, PRO, and best F1 with its threshold',
    'gtmap_roc.json': 'ROC curve of the pixels, and the area under it',
    'gtmap_prc.json': 'Precision over recall',
    'gtmap_pro.json': 'Per-region overlap over the false-positive rate',
  },
  resources: { threads: 'one', memory: 3000 },
  reusesProcess: true,
  run: evaluatePixels,
});

async function evaluatePixels(context: StageContext<PixelEvaluationParameters>): Promise<void> {
  const { parameters, outputFolder, signal, progress, log } = context;
  const detector = await readSnapshot(oneInput(context, 'training').folder);
  const { maps } = await readScores(oneInput(context, 'evaluation').folder, 'test');
  const test = await openTestSet(
    oneInput(context, 'dataset').folder,
    detector.nominalClass.index,
    parameters.nominalLabel,
  );
  const evaluator = new PixelEvaluator();
  try {
    for (const { index, heatmap, map } of comparedMaps(test, maps, parameters.gaussStd)) {
      signal.throwIfAborted();
      evaluator.add(heatmap, map, nearestIndices);
      progress(index + 1, test.count);
    }
  } finally {
    await test.close();
  }
  const { negatives, positives } = evaluator.totals;
  if (negatives === 0 || positives === 0) {
    log.warn(
      'There are no figures per pixel: the ground-truth maps do not show both nominal and anomalous pixels.',
    );
    return;
  }
  const evaluation = evaluator.result();
  await writePixelMetrics(outputFolder, evaluation);
  progress(test.count, test.count, { 'pixel AUC': evaluation.auc, PRO: evaluation.pro });
}
