import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { imageReadingOf, normalizationOf } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { netNamed } from '@fcdd/nets/catalogue';
import { type DetectorSnapshot, readHeatmapScale, readSnapshot, readJson, readRoc } from '@fcdd/records';
import type { DetectorFacts } from '@fcdd/detector-file';
import { suggestThreshold } from '@fcdd/detector-file';

/** A detector as a run has left it behind. */
export interface TrainedDetector {
  snapshot: DetectorSnapshot;
  facts: DetectorFacts;
}

/** Folders with what the stages wrote. In a results folder they are one. */
export interface DetectorFolders {
  training: string;
  evaluation?: string;
  heatmaps?: string;
}

const snapshotFile = 'snapshot.safetensors';

/**
 * Reads a detector and what is known about it. What its folders lack is not known.
 * @throws DataError where there is no snapshot, or a file is damaged; UserError where it is of an unknown net
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
 * The folders of a detector that somebody points to.
 * @param path a snapshot, or the folder that it is in, such as `results/quickstart/normal_1/it_0`
 * @throws DataError where there is none
 */
export async function foldersOf(path: string): Promise<DetectorFolders> {
  const folder = basename(path) === snapshotFile ? dirname(path) : path;
  if (!(await exists(join(folder, snapshotFile))))
    throw new DataError(`There is no ${snapshotFile} in '${folder}'.`, {
      hint: 'A run leaves one for each class and seed, such as results/<experiment>/normal_0/it_0/snapshot.safetensors.',
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
