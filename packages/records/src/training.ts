import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import type { ClassStatistics, LabelledImages } from '@fcdd/images';
import { type Tensor, readTensors, withPrefix, withoutPrefix, writeTensors } from '@fcdd/tensors';
import { readImages, writeImages } from './image-set.ts';
import { readJson, writeJson } from './json-file.ts';

/** A trained net with everything that scoring an image needs. */
export interface Detector {
  /** Name in the catalogue of nets. */
  net: string;
  bias: boolean;
  objective: string;
  dataSet: string;
  preprocessing: string;
  /** How images of other proportions got the net's shape; only for data sets that leave it to the experiment. */
  fit?: 'fill' | 'crop';
  statistics: ClassStatistics;
  /** Index and name of the nominal class. */
  nominalClass: { index: number; name: string };
  /** Label that nominal images are trained towards; high scores and heatmap values mean label 1. */
  nominalLabel: 0 | 1;
  /** Parameters and running statistics under PyTorch's names, in PyTorch's layout (OIHW). */
  weights: Record<string, Tensor>;
}

export interface EpochRecord {
  /** Index of the epoch, from 0. */
  epoch: number;
  learningRate: number;
  /** Mean training loss over the epoch's samples. */
  loss: number;
  /** Mean loss over nominal and over anomalous samples; null if there were none. */
  lossNominal: number | null;
  lossAnomalous: number | null;
}

const detectorFile = 'snapshot.safetensors';
const historyFile = 'history.json';
const samplesFile = 'samples.safetensors';

/** Writes snapshot.safetensors; `optimizer` holds the state that resuming the training needs. */
export async function writeDetector(
  folder: string,
  { weights, ...description }: Detector,
  optimizer: Record<string, Tensor> = {},
): Promise<void> {
  const tensors = { ...withPrefix('net.', weights), ...withPrefix('optimizer.', optimizer) };
  await writeTensors(join(folder, detectorFile), tensors, { detector: JSON.stringify(description) });
}

/** @throws DataError where the file is missing or damaged */
export async function readDetector(folder: string): Promise<Detector> {
  const file = join(folder, detectorFile);
  const { tensors, metadata } = await readTensors(file);
  if (!metadata.detector) throw new DataError(`${file} does not describe a detector.`);
  return { ...JSON.parse(metadata.detector), weights: withoutPrefix('net.', tensors) };
}

/**
 * Reads the tensors that resuming a training needs; their names begin with `net.` or `optimizer.`.
 * @throws DataError where the file is missing or damaged
 */
export async function readTrainerState(folder: string): Promise<Record<string, Tensor>> {
  return (await readTensors(join(folder, detectorFile))).tensors;
}

export async function writeHistory(folder: string, epochs: EpochRecord[]): Promise<void> {
  await writeJson(join(folder, historyFile), { epochs });
}

export async function readHistory(folder: string): Promise<EpochRecord[]> {
  return (await readJson<{ epochs: EpochRecord[] }>(join(folder, historyFile))).epochs;
}

/** Writes training samples after augmentation and supervision, before normalization. Label 0 is nominal, 1 anomalous. */
export async function writeTrainingSamples(folder: string, samples: LabelledImages): Promise<void> {
  await writeImages(join(folder, samplesFile), samples);
}

export function readTrainingSamples(folder: string): Promise<LabelledImages> {
  return readImages(join(folder, samplesFile));
}
