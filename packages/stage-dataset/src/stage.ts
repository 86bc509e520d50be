import { readUnchanged } from '@fcdd/acquisition/digests';
import { openDataSet, type OpenedDataSet, type Split } from '@fcdd/data-sets';
import { isHuge } from '@fcdd/data-sets/user-copies';
import { createStatistics } from '@fcdd/preprocessing';
import { DataError } from '@fcdd/errors';
import { resizeNearest } from '@fcdd/images';
import {
  type ImageWriter,
  type OriginalMapsWriter,
  createDataSetWriter,
  createOriginalMapsWriter,
  writeDataSetDescription,
} from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/dataset.schema.json' with { type: 'json' };
import type { DatasetParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, pathOfDigest } from '@fcdd/stage';
import { ClassColours } from './class-colours.ts';
import { constantChannels, createImageContents } from './image-contents.ts';

export const stage = defineStage<DatasetParameters>({
  name: 'dataset',
  description: 'Prepares a data set: images, labels and the statistics of each class',
  role: 'prepares',
  parameters: withParts(parameters),
  inputs: {},
  outputs: {
    'dataset.json':
      'name, classes, shapes, the statistics of each class, and the SHA-256 of each file that was read',
    'train.safetensors': 'training images [count, height, width, channels] and class indices',
    'test.safetensors': 'test images and class indices in the same form',
    'original-maps.safetensors': 'ground-truth maps of test images in their original sizes, if there are any',
  },
  resources: { threads: 'one', memory: 700 },
  run: prepareDataSet,
});

async function prepareDataSet(context: StageContext<DatasetParameters>): Promise<void> {
  const { parameters: { name, source: digest }, settings, signal } = context; // prettier-ignore
  if (digest === 'official') return prepare(context);
  const path = pathOfDigest(digest, settings);
  await readUnchanged({ path, digest, isHuge: isHuge(name), signal }, () => prepare(context, path));
}

/** @param path the user's own copy; undefined for the published data */
async function prepare(context: StageContext<DatasetParameters>, path?: string): Promise<void> {
  const { parameters, settings, outputFolder, log, progress, signal } = context;
  const { name, shape, fit } = parameters;
  const opened = await openDataSet(name, {
    ...settings,
    shape,
    ...(fit && { fit }),
    ...(path !== undefined && { path }),
    log: (message) => log.info(message),
    warn: (message) => log.warn(message),
    progress,
    signal,
  });
  const { classes, shape: ownShape, storedShape, anomalies, hasMaps, origin } = opened;
  const facts = { name, classes, shape: ownShape, storedShape, fit: opened.fit, anomalies, hasMaps, origin };
  const { counts, statistics, hasColour } = await store(opened, context);
  await writeDataSetDescription(outputFolder, { ...facts, statistics, hasColour });
  log.info(`${name}: ${counts.train} training and ${counts.test} test images of ${classes.length} classes.`);
}

/** Writes all images and collects the statistics of the classes in one pass. */
async function store(opened: OpenedDataSet, context: StageContext) {
  const { outputFolder: folder, signal, log } = context;
  const { classes, storedShape } = opened;
  const statistics = createStatistics(classes.length, storedShape);
  const colours = new ClassColours(classes.length, storedShape.channels);
  const contents = createImageContents(storedShape.channels);
  const writers: Record<Split, ImageWriter> = {
    train: await createDataSetWriter(folder, 'train', opened),
    test: await createDataSetWriter(folder, 'test', opened),
  };
  const originalMaps = opened.hasMaps.test ? await createOriginalMapsWriter(folder) : undefined;
  const all: (ImageWriter | OriginalMapsWriter)[] = [
    ...Object.values(writers),
    ...(originalMaps ? [originalMaps] : []),
  ];
  try {
    for await (const item of opened.read()) {
      const { split, pixels, label, anomalous, map } = item;
      signal.throwIfAborted();
      contents.add(item);
      showProgress(writers.train.count + writers.test.count, opened, context);
      const { height, width } = split === 'train' ? storedShape : opened.shape;
      await writers[split].add({
        pixels,
        label,
        ...(anomalous !== undefined && { anomalous }),
        ...(map && { map: resizeNearest(map.values, map.width, map.height, width, height) }),
      });
      if (split === 'test') {
        if (map) await originalMaps?.add(map);
      } else if (!anomalous) {
        statistics.add(pixels, label);
        colours.add(pixels, label);
      }
    }
    for (const [split, { count }] of Object.entries(writers))
      if (count === 0)
        throw new DataError(`The data set has no ${split === 'train' ? 'training' : 'test'} images.`);
    for (const writer of all) await writer.finish();
  } catch (error) {
    for (const writer of all) await writer.abandon();
    throw error;
  }
  const found = statistics.result();
  for (const warning of [...contents.warnings(), ...constantChannels(found, classes)]) log.warn(warning);
  return {
    counts: { train: writers.train.count, test: writers.test.count },
    statistics: found,
    hasColour: colours.result(),
  };
}

/** Reports how many images are read: a large data set takes minutes. */
function showProgress(done: number, { expectedCount }: OpenedDataSet, { progress }: StageContext): void {
  if (expectedCount && done % 100 === 0) progress(Math.min(done, expectedCount), expectedCount);
}
