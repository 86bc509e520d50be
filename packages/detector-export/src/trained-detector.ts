import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { imageReadingOf, normalizationOf } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { netNamed } from '@fcdd/nets/catalogue';
import { type DetectorSnapshot, readHeatmapScale, readSnapshot, readJson, readRoc } from '@fcdd/records';
import type { DetectorFacts } from '@fcdd/detector-file';
import { suggestThreshold } from '@fcdd/detector-file';

/** A detector that a run has trained, with the facts about it. */
export interface TrainedDetector {
  snapshot: DetectorSnapshot;
  facts: DetectorFacts;
}

/** Output folders of the stages. In a folder of results, all are the same. */
export interface DetectorFolders {
  training: string;
  evaluation?: string;
  heatmaps?: string;
}

const snapshotFile = 'snapshot.safetensors';

/**
 * Reads a detector and the facts about it. Facts that its folders do not hold are null.
 * @throws DataError where there is no snapshot, or a file is damaged; UserError where its net is unknown
 */
export async function readTrainedDetector(folders: DetectorFolders): Promise<TrainedDetector> {
  const { training, evaluation, heatmaps } = folders;
  const snapshot = await readSnapshot(training);
  const roc = await ifThere(evaluation, 'roc.json', readRoc);
  const [height, width, channels] = netNamed(snapshot.detector.net).inputShape;
  const image = { height, width, channels };
  return {
    snapshot,
    facts: {
      detector: snapshot.detector,
      dataSet: snapshot.dataSet,
      nominalClass: snapshot.nominalClass,
      nominalLabel: snapshot.nominalLabel,
      image,
      reading: imageReadingOf(snapshot.dataSet, image, snapshot.fit),
      normalization: normalizationOf(snapshot),
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
  const folder = basename(path) === snapshotFile ? dirname(path) : path;
  if (!(await exists(join(folder, snapshotFile))))
    throw new DataError(`There is no ${snapshotFile} in '${folder}'.`, {
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
