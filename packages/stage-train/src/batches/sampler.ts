import { type Supervisor, createNoiseSource, createOnlineSupervisor, mapChanges } from '@fcdd/anomalies';
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
 * @param map height * width values: gets the ground truth of the sample's pixels
 */
export type Sampler = (index: number, target: Uint8Array, map?: Uint8Array) => Label;

/** Samples in one epoch. */
export function sampleCount({ nominal, anomalies }: TrainingSet): number {
  return nominal.count + anomalies.count;
}

/** @param random what all draws follow from; of its own for each epoch */
export function createSampler(set: TrainingSet, random: RandomSource): Sampler {
  const { nominal, anomalies, preprocessing } = set;
  const supervise = createSupervisor(set, random);
  const supervised = new Uint8Array(imageSize(nominal));
  const changes = new Uint8Array(nominal.height * nominal.width);
  return (index, target, map) => {
    // Anomalies come in before the augmentation, as they do in the original, and are augmented like the others.
    const image = imageAt(nominal, index % nominal.count);
    let isAnomaly = true;
    if (index < nominal.count) isAnomaly = supervise(image, supervised);
    else supervised.set(imageAt(anomalies, index - nominal.count));
    if (map) mapChanges(image, supervised, changes);
    preprocessing.augment(supervised, random, target, map && { values: changes, target: map });
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
