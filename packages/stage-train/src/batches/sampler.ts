import { imageSize, swapLabels } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import type { TrainingSet } from './training-set.ts';

/** Label of a training sample: 0 is nominal and 1 anomalous, or the other way round where labels are swapped. */
export type Label = 0 | 1;

/**
 * Draws the sample of this index (0 .. sampleCount - 1) into `target` (values of the set's `shape`): an image or an
 * anomaly in its place, augmented. Returns the label.
 * @param map receives height * width values: the label of each pixel of the sample
 */
export type Sampler = (index: number, target: Uint8Array, map?: Uint8Array) => Label;

/** Draws a sample of the stored shape, before augmentation; returns whether it is an anomaly. */
type Draw = (index: number, target: Uint8Array, map?: Uint8Array) => boolean;

/** Probability that an anomaly takes the place of a nominal image. */
const onlineProbability = 0.5;

/** Samples in one epoch. */
export function sampleCount({ nominal, repetitions, fixed }: TrainingSet): number {
  return nominal.count * repetitions + (fixed?.count ?? 0);
}

/** @param random stream that all draws follow from; each epoch has its own */
export function createSampler(set: TrainingSet, random: RandomSource): Sampler {
  const { nominal, nominalLabel, preprocessing } = set;
  const draw = createDraw(set, random);
  const stored = new Uint8Array(imageSize(nominal));
  const storedMap = new Uint8Array(nominal.height * nominal.width);
  const anomalousLabel = nominalLabel === 0 ? 1 : 0;
  return (index, target, map) => {
    // Anomalies replace images before the augmentation and are augmented like them, as in the original code.
    const isAnomaly = draw(index, stored, map && storedMap);
    preprocessing.augment(stored, random, target, map && { values: storedMap, target: map });
    if (map && nominalLabel === 1) swapLabels(map);
    return isAnomaly ? anomalousLabel : nominalLabel;
  };
}

function createDraw({ nominal, repetitions, fixed, online }: TrainingSet, random: RandomSource): Draw {
  const nominalCount = nominal.count * repetitions;
  const makeAnomaly = online?.(random.fork('noise'));
  let made = 0;
  return (index, target, map) => {
    if (index >= nominalCount) {
      fixed!.read(index - nominalCount, target, map);
      return true;
    }
    const image = index % nominal.count;
    if (makeAnomaly && random.uniform() < onlineProbability) {
      makeAnomaly(image, made++, target, map);
      return true;
    }
    nominal.read(image, target);
    if (map && nominal.readMap) nominal.readMap(image, map);
    else map?.fill(0);
    return false;
  };
}
