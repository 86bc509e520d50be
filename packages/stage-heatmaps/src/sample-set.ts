import type { Preprocessing } from '@fcdd/preprocessing';
import { preprocessingOf } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { type ImageReader, readerOf } from '@fcdd/images';
import {
  type DetectorSnapshot,
  type ScoredImages,
  type ScoredSet,
  openTestSet,
  readScores,
  readTrainingSamples,
} from '@fcdd/records';
import type { AnomalyMaps } from './anomaly-maps.ts';

/** A set of images with everything that its pictures need. The caller closes it. */
export interface SampleSet {
  name: ScoredSet;
  /** Images; their ground-truth maps, if any, hold labels. */
  images: ImageReader;
  scored: ScoredImages;
  maps: AnomalyMaps;
  preprocessing: Preprocessing;
  close(): Promise<void>;
}

/** Folders of the stage's inputs. */
export interface SampleFolders {
  dataset: string;
  training: string;
  evaluation: string;
}

/** @throws DataError where images and scores do not belong together, or images are not square */
export async function readSampleSet(
  name: ScoredSet,
  { dataset, training, evaluation }: SampleFolders,
  detector: DetectorSnapshot,
  { gaussStd, nominalLabel }: { gaussStd: number | null; nominalLabel: 0 | 1 },
): Promise<SampleSet> {
  const scored = await readScores(evaluation, name);
  const images =
    name === 'test'
      ? await openTestSet(dataset, detector.nominalClass.index, nominalLabel)
      : await openTrainingSamples(training);
  const problem = problemOf(name, images, scored);
  if (problem !== undefined) {
    await images.close();
    throw new DataError(problem);
  }
  return {
    name,
    images,
    scored,
    maps: { ...scored.maps, gaussStd, inputSize: images.width },
    preprocessing: preprocessingOf(detector, images),
    close: () => images.close(),
  };
}

function problemOf(name: ScoredSet, images: ImageReader, { scores }: ScoredImages): string | undefined {
  if (images.count !== scores.length)
    return `The ${name} set has ${images.count} images but ${scores.length} scores.`;
  if (images.height !== images.width)
    return `Heatmaps need square images, not ${images.width} x ${images.height}.`;
  return undefined;
}

async function openTrainingSamples(folder: string): Promise<ImageReader & Pick<SampleSet, 'close'>> {
  const { images, maps } = await readTrainingSamples(folder);
  return { ...readerOf(images, maps), close: () => Promise.resolve() };
}
