import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import type { ClassStatistics, LabelledImages } from '@fcdd/images';
import { type Tensor, readTensors, withPrefix, withoutPrefix, writeTensors } from '@fcdd/tensors';
import { readImages, writeImages } from './image-set.ts';
import { readJson, writeJson } from './json-file.ts';

/** A trained detector with everything that scoring an image needs. */
export interface DetectorSnapshot {
  /** Its name, and the parameters that it was fitted with. */
  detector: FittedDetector;
  dataSet: string;
  preprocessing: string;
  /** How images of other proportions got the net's shape; only for data sets that leave it to the experiment. */
  fit?: 'fill' | 'crop';
  statistics: ClassStatistics;
  /** Index and name of the nominal class. */
  nominalClass: { index: number; name: string };
  /** Label of nominal images in training. Scores and heatmaps are high for the label 1. */
  nominalLabel: 0 | 1;
  /** The detector's state: parameters and running statistics under PyTorch's names, in PyTorch's layout (OIHW). */
  weights: Record<string, Tensor>;
}

export type FittedDetector = Record<string, unknown> & { name: string; net: string };

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

const snapshotFile = 'snapshot.safetensors';
const historyFile = 'history.json';
const samplesFile = 'samples.safetensors';

/** Writes snapshot.safetensors; `optimizer` holds the state that resuming the training needs besides the weights. */
export async function writeSnapshot(
  folder: string,
  { weights, ...description }: DetectorSnapshot,
  optimizer: Record<string, Tensor> = {},
): Promise<void> {
  const tensors = { ...withPrefix('net.', weights), ...withPrefix('optimizer.', optimizer) };
  await writeTensors(join(folder, snapshotFile), tensors, { detector: JSON.stringify(description) });
}

/** @throws DataError where the file is missing or damaged */
export async function readSnapshot(folder: string): Promise<DetectorSnapshot> {
  const file = join(folder, snapshotFile);
  const { tensors, metadata } = await readTensors(file);
  if (!metadata.detector) throw new DataError(`${file} does not describe a detector.`);
  const description = JSON.parse(metadata.detector) as Description | EarlierDescription;
  return { ...currentDescription(description), weights: withoutPrefix('net.', tensors) };
}

type Description = Omit<DetectorSnapshot, 'weights'>;

/** Description of a snapshot from before detectors had their own parameters. */
type EarlierDescription = Omit<Description, 'detector'> & { objective: string; net: string; bias: boolean };

function currentDescription(description: Description | EarlierDescription): Description {
  if ('detector' in description) return description;
  const { objective, net, bias, ...rest } = description;
  return { detector: { name: objective, net, bias }, ...rest };
}

/**
 * Reads the tensors that resuming a training needs; their names begin with `net.` or `optimizer.`.
 * @throws DataError where the file is missing or damaged
 */
export async function readTrainerState(folder: string): Promise<Record<string, Tensor>> {
  return (await readTensors(join(folder, snapshotFile))).tensors;
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
