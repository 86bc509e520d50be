import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { balanceLabels, encodePng } from '@fcdd/images';
import {
  type HeatmapPicture,
  type ScoredImages,
  type ScoredSet,
  previewFile,
  readSnapshot,
  readHeatmapPictures,
  writeHeatmapPictures,
} from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/heatmaps.schema.json' with { type: 'json' };
import type { HeatmapsParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { referenceRange } from './anomaly-maps.ts';
import { type Scale, drawPicture } from './draw.ts';
import { writeExtremes } from './extremes.ts';
import { type PicturePlan, planOverview, planPaperPictures } from './plan.ts';
import { drawPreview } from './preview.ts';
import { writeRawHeatmaps } from './raw-heatmaps.ts';
import { type SampleSet, readSampleSet } from './sample-set.ts';
import { type ShownSamples, chooseSamples, samplesShownIn } from './shown-samples.ts';

export const stage = defineStage<HeatmapsParameters>({
  name: 'heatmaps',
  description: 'Draws heatmaps of chosen samples beside their inputs',
  role: 'draws',
  progressUnit: 'pictures',
  parameters: withParts(parameters),
  inputs: {
    dataset: { description: 'The prepared data set' },
    training: { description: 'The trained detector and its training samples' },
    evaluation: { description: "The detector's scores and maps" },
    shown: { description: 'Heatmaps of another detector; the same test samples are shown', optional: true },
  },
  outputs: {
    'heatmaps_paper_<local|global>_lbl<0|1>.png':
      'Six samples of a label, from the lowest to the highest score: inputs, heatmaps, and maps, if any',
    'heatmaps_global.png':
      'Test samples of each label: the first, and those with the lowest and highest scores',
    'train_heatmaps_global.png': 'The same for training samples',
    'ds_preview.png':
      'The first 20 training samples of each label as the net sees them, and their maps, if any',
    'heatmaps.json': 'The samples that each picture shows',
    'extremes/':
      'Single pictures of the test images with the lowest and highest scores of each label, unless `shown` is given: inputs, heatmaps, and maps, if any; extremes.json holds their scores',
    'tims/heatmaps_paper_lbl<0|1>.safetensors': 'Inputs, scores and heatmaps of the six samples as numbers',
  },
  resources: { threads: 'one', memory: 600 },
  reusesProcess: true,
  run: drawHeatmaps,
});

async function drawHeatmaps(context: StageContext<HeatmapsParameters>): Promise<void> {
  const sets = await readSampleSets(context);
  try {
    await drawSets(sets, context);
  } finally {
    await Promise.all(Object.values(sets).map((set) => set.close()));
  }
}

async function drawSets(
  sets: Record<ScoredSet, SampleSet>,
  context: StageContext<HeatmapsParameters>,
): Promise<void> {
  const { explaining, heatmaps } = context.parameters;
  const { gaussStd, quantile, resolution } = heatmaps;
  const shown = {
    test: await testSamples(sets.test.scored, context),
    train: chooseSamples(sets.train.scored),
  };
  const plans = [
    ...planPaperPictures('test', shown.test, resolution),
    ...planOverview('test', shown.test, resolution),
    ...planOverview('train', shown.train, resolution),
  ];
  warnOfMissingOverviews(plans, context);
  const scales = { test: scaleOf(sets.test, context), train: scaleOf(sets.train, context) };
  for (const [done, plan] of plans.entries()) {
    context.signal.throwIfAborted();
    context.progress(done, plans.length);
    const picture = drawPicture(plan, sets[plan.set], scales[plan.set]);
    await writeFile(join(context.outputFolder, plan.file), await encodePng(picture));
  }
  const preview = drawPreview(sets.train, resolution);
  await writeFile(join(context.outputFolder, previewFile), await encodePng(preview));
  await writeAllRawHeatmaps(join(context.outputFolder, 'tims'), sets.test, shown.test);
  if (!context.inputs.shown?.length)
    await writeExtremes(context.outputFolder, sets.test, scales.test, resolution);
  await writeHeatmapPictures(
    context.outputFolder,
    plans.map((plan) => pictureRecord(plan, sets[plan.set])),
    { gaussStd, explaining: { ...explaining }, quantile, range: scales.test.reference },
  );
  context.progress(plans.length, plans.length);
}

async function readSampleSets(
  context: StageContext<HeatmapsParameters>,
): Promise<Record<ScoredSet, SampleSet>> {
  const folders = {
    dataset: oneInput(context, 'dataset').folder,
    training: oneInput(context, 'training').folder,
    evaluation: oneInput(context, 'evaluation').folder,
  };
  const detector = await readSnapshot(folders.training);
  const { nominalLabel, heatmaps } = context.parameters;
  const options = { nominalLabel, gaussStd: heatmaps.gaussStd };
  return {
    test: await readSampleSet('test', folders, detector, options),
    train: await readSampleSet('train', folders, detector, options),
  };
}

async function testSamples(
  scored: ScoredImages,
  { inputs }: StageContext<HeatmapsParameters>,
): Promise<ShownSamples> {
  const [shown] = inputs.shown ?? [];
  return shown
    ? samplesShownIn(await readHeatmapPictures(shown.folder), scored.labels)
    : chooseSamples(scored);
}

function warnOfMissingOverviews(plans: PicturePlan[], { log }: StageContext<HeatmapsParameters>): void {
  for (const set of ['test', 'train'] as const)
    if (!plans.some((plan) => plan.set === set && plan.separated))
      log.warn(`There is no overview of the ${set} samples: one label has fewer than two.`);
}

/** Takes the range of colours from a reference with as many nominal as anomalous samples of the set. */
function scaleOf(
  { name, scored, maps }: SampleSet,
  { parameters, random }: StageContext<HeatmapsParameters>,
): Scale {
  const { quantile } = parameters.heatmaps;
  const reference = balanceLabels(scored.labels, random('reference', name));
  return { quantile, reference: referenceRange(maps, reference, quantile) };
}

async function writeAllRawHeatmaps(folder: string, set: SampleSet, { spreads }: ShownSamples): Promise<void> {
  await mkdir(folder);
  for (const { label, indices } of spreads)
    await writeRawHeatmaps(join(folder, `heatmaps_paper_lbl${label}.safetensors`), set, indices);
}

function pictureRecord(
  { file, set, normalization, rows }: PicturePlan,
  { scored, images }: SampleSet,
): HeatmapPicture {
  const { labels, scores } = scored;
  const sampleRecord = (index: number) => ({ index, label: labels[index]!, score: scores[index]! });
  return {
    file,
    set,
    normalization,
    hasMaps: images.readMap !== undefined,
    rows: rows.map((row) => row.map(sampleRecord)),
  };
}
