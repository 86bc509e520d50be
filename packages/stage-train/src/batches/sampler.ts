import { type Supervisor, createNoiseSource, createOnlineSupervisor } from '@fcdd/anomalies';
import { imageAt, imageSize } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import type { TrainingSet } from './training-set.ts';

/** Label of a training sample. */
export type Label = 0 | 1;
export const nominalLabel = 0;
export const anomalousLabel = 1;

/**
 * Draws the sample of this index (0 .. sampleCount - 1) into `target` (height * width * channels values): an image as
 * it is or an anomaly in its place, then augmented. Returns the label.
 */
export type Sampler = (index: number, target: Uint8Array) => Label;

/** Samples in one epoch. */
export function sampleCount({ nominal, anomalies }: TrainingSet): number {
  return nominal.count + anomalies.count;
}

/** @param random what all draws follow from; of its own for each epoch */
export function createSampler(set: TrainingSet, random: RandomSource): Sampler {
  const { nominal, anomalies, preprocessing } = set;
  const supervise = createSupervisor(set, random);
  const supervised = new Uint8Array(imageSize(nominal));
  return (index, target) => {
    // Anomalies come in before the augmentation, as they do in the original, and are augmented like the others.
    let isAnomaly = true;
    if (index < nominal.count) isAnomaly = supervise(imageAt(nominal, index), supervised);
    else supervised.set(imageAt(anomalies, index - nominal.count));
    preprocessing.augment(supervised, random, target);
    return isAnomaly ? anomalousLabel : nominalLabel;
  };
}

function createSupervisor({ online, nominal }: TrainingSet, random: RandomSource): Supervisor {
  if (!online)
    return (image, target) => {
      target.set(image);
      return false;
    };
  const noise = createNoiseSource(online.source, nominal, random.fork('noise'), online.outliers);
  return createOnlineSupervisor(online.mode, noise, random);
}
