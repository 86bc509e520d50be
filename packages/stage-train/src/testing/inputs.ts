import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classStatistics } from '@fcdd/preprocessing';
import {
  type ClassStatistics,
  type ImageStack,
  type LabelledImages,
  emptyStack,
  imageAt,
} from '@fcdd/images';
import { type RandomSource, createRandom } from '@fcdd/random';
import { writeDataSet, writeOutliers } from '@fcdd/records/testing';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-stage-train-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Bright bars on dark ground, at random positions: upright in class 0, level in class 1. */
function bars(perClass: number, random: RandomSource): LabelledImages {
  const labels = Int32Array.from({ length: 2 * perClass }, (_, i) => i % 2);
  const images = emptyStack(labels.length, 28, 28, 1);
  labels.forEach((label, index) => drawBar(imageAt(images, index), label === 0, random));
  return { images, labels };
}

/** Images of dots, which do not resemble bars. */
function dots(count: number, random: RandomSource): ImageStack {
  const images = emptyStack(count, 28, 28, 1);
  for (let i = 0; i < count; i++)
    for (let dot = 0; dot < 30; dot++) imageAt(images, i)[random.integer(28 * 28)] = 255;
  return images;
}

/** Writes the outputs of the earlier stages; returns their two folders. */
export async function writeInputs(folder: string, { perClass = 40, outliers = 30 } = {}) {
  const random = createRandom('inputs');
  const train = bars(perClass, random.fork('train'));
  const [upright, level] = classStatistics(train.images, train.labels, 2) as [
    ClassStatistics,
    ClassStatistics,
  ];
  const description = {
    name: 'mnist',
    classes: ['upright', 'level', 'absent'],
    statistics: [upright, level, upright],
  };
  const dataSetFolder = join(folder, 'dataset');
  const outliersFolder = join(folder, 'outliers');
  await mkdir(dataSetFolder);
  await mkdir(outliersFolder);
  await writeDataSet(dataSetFolder, { description, train, test: bars(20, random.fork('test')) });
  await writeOutliers(outliersFolder, dots(outliers, random.fork('outliers')));
  return { dataSetFolder, outliersFolder };
}

function drawBar(image: Uint8Array, isUpright: boolean, random: RandomSource): void {
  const start = 4 + random.integer(16);
  for (let along = 2; along < 26; along++)
    for (let across = start; across < start + 4; across++)
      image[isUpright ? along * 28 + across : across * 28 + along] = 200 + random.integer(56);
}
