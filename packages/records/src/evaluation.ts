import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { openTensors, readTensors, writeTensors } from '@fcdd/tensors';
import { readJson, writeJson } from './json-file.ts';
import { required } from './tensor-file.ts';

/** Scores of a set of images, in the order of the set. */
export interface ScoredImages {
  /** Anomaly scores, one for each image. */
  scores: Float32Array;
  /** 0 is nominal, 1 anomalous. */
  labels: Uint8Array;
  maps: AnomalyMaps;
}

/** Anomaly maps of a detector before smoothing, and the smoothing that makes heatmaps of them. */
export interface AnomalyMaps {
  height: number;
  width: number;
  /** [images, height, width]. */
  values: Float32Array;
  smoothing: Smoothing;
}

/** The method that smooths the maps of a detector, with the receptive field that it uses. */
interface Smoothing {
  method: 'upsampling' | 'blur';
  field: { width: number; jump: number; extent: number; start: number };
}

/** `roc.json`: the ROC curve, under the keys of the original code. */
export interface RocRecord {
  /** Area under the curve. */
  auc: number;
  /** False- and true-positive rates, ascending, one for each threshold. */
  fpr: number[];
  tpr: number[];
  /** Thresholds, descending; the first is above every score and is null. */
  ths: (number | null)[];
}

export type ScoredSet = 'test' | 'train';

const scoresFile = (set: ScoredSet) => `${set}-scores.safetensors`;
const rocFile = 'roc.json';

export async function writeScores(
  folder: string,
  set: ScoredSet,
  { scores, labels, maps }: ScoredImages,
): Promise<void> {
  const tensors = {
    scores: { shape: [scores.length], data: scores },
    labels: { shape: [labels.length], data: labels },
    maps: { shape: [scores.length, maps.height, maps.width], data: maps.values },
  };
  await writeTensors(join(folder, scoresFile(set)), tensors, { smoothing: JSON.stringify(maps.smoothing) });
}

/** @throws DataError where the file is missing or damaged */
export async function readScores(folder: string, set: ScoredSet): Promise<ScoredImages> {
  const file = join(folder, scoresFile(set));
  const { tensors, metadata } = await readTensors(file);
  const maps = required(tensors, 'maps', Float32Array, file);
  const scores = required(tensors, 'scores', Float32Array, file).data;
  const labels = required(tensors, 'labels', Uint8Array, file).data;
  if (!metadata.smoothing) throw new DataError(`${file} does not say how its maps are smoothed.`);
  return {
    scores,
    labels,
    maps: {
      height: maps.shape[1]!,
      width: maps.shape[2]!,
      values: maps.data,
      smoothing: JSON.parse(metadata.smoothing) as Smoothing,
    },
  };
}

/**
 * Reads only scores and labels: the maps may be large.
 * @throws DataError where the file is missing or damaged
 */
export async function readScoresWithoutMaps(
  folder: string,
  set: ScoredSet,
): Promise<Omit<ScoredImages, 'maps'>> {
  const file = join(folder, scoresFile(set));
  const opened = await openTensors(file);
  try {
    const names = ['scores', 'labels'].filter((name) => name in opened.shapes);
    const tensors = Object.fromEntries(names.map((name) => [name, opened.read(name)]));
    return {
      scores: required(tensors, 'scores', Float32Array, file).data,
      labels: required(tensors, 'labels', Uint8Array, file).data,
    };
  } finally {
    await opened.close();
  }
}

export function writeRoc(folder: string, roc: RocRecord): Promise<void> {
  return writeJson(join(folder, rocFile), roc);
}

export function readRoc(folder: string): Promise<RocRecord> {
  return readJson(join(folder, rocFile));
}
