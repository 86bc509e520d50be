import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { imageReadingOf, normalizationOf } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { netNamed } from '@fcdd/nets/catalogue';
import { type Detector, readDetector, readHeatmapScale, readJson, readRoc } from '@fcdd/records';
import type { DetectorFacts } from '@fcdd/detector-file';
import { suggestThreshold } from '@fcdd/detector-file';

/** A detector that a run has trained, with the facts about it. */
export interface TrainedDetector {
  detector: Detector;
  facts: DetectorFacts;
}

/** Output folders of the stages. In a folder of results, all are the same. */
export interface DetectorFolders {
  training: string;
  evaluation?: string;
  heatmaps?: string;
}

const snapshot = 'snapshot.safetensors';

/**
 * Reads a detector and the facts about it. Facts that its folders do not hold are null.
 * @throws DataError where there is no snapshot, or a file is damaged; UserError where its net is unknown
 */
export async function readTrainedDetector(folders: DetectorFolders): Promise<TrainedDetector> {
  const { training, evaluation, heatmaps } = folders;
  const detector = await readDetector(training);
  const roc = await ifThere(evaluation, 'roc.json', readRoc);
  const [height, width, channels] = netNamed(detector.net).inputShape;
  const image = { height, width, channels };
  return {
    detector,
    facts: {
      net: detector.net,
      objective: detector.objective,
      dataSet: detector.dataSet,
      nominalClass: detector.nominalClass,
      nominalLabel: detector.nominalLabel,
      image,
      reading: imageReadingOf(detector.dataSet, image, detector.fit),
      normalization: normalizationOf(detector),
      training:
        (await ifThere(training, 'config.json', (folder) => readJson(join(folder, 'config.json')))) ?? null,
      auc: roc?.auc ?? null,
      threshold: roc ? suggestThreshold(roc) : null,
      heatmaps: (await ifThere(heatmaps, 'heatmaps.json', readHeatmapScale)) ?? null,
    },
  };
}

/**
 * Finds the folders of a detector by a path that the user gives.
 * @param path a snapshot, or the folder that holds it, such as `results/quickstart/normal_1/it_0`
 * @throws DataError where there is no snapshot
 */
export async function foldersOf(path: string): Promise<DetectorFolders> {
  const folder = basename(path) === snapshot ? dirname(path) : path;
  if (!(await exists(join(folder, snapshot))))
    throw new DataError(`There is no ${snapshot} in '${folder}'.`, {
      hint: 'A run writes one for each class and seed, such as results/<experiment>/normal_0/it_0/snapshot.safetensors.',
    });
  return { training: folder, evaluation: folder, heatmaps: folder };
}

async function ifThere<Value>(
  folder: string | undefined,
  file: string,
  read: (folder: string) => Promise<Value>,
): Promise<Value | undefined> {
  return folder !== undefined && (await exists(join(folder, file))) ? read(folder) : undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
