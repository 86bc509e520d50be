import { DataError, UserError } from '@fcdd/errors';
import { type ImageShape, type ImageStack, formatShape, imageSize, isSameShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { isSyntheticSource } from './catalogue.ts';
import { generateNoise } from './synthetic.ts';

/** Overwrites `target` with the next image (height * width * channels values) that nominal images are to meet. */
export type NoiseSource = (target: Float32Array) => void;

/**
 * @param source a synthetic source, or the name that `outliers` go by
 * @param outliers images of an unrelated data set: outlier exposure
 * @throws UserError where the source is not synthetic and no outliers are given
 * @throws DataError where there are no outliers, or they have another shape
 */
export function createNoiseSource(
  source: string,
  shape: ImageShape,
  random: RandomSource,
  outliers?: ImageStack,
): NoiseSource {
  if (isSyntheticSource(source)) return (target) => generateNoise(source, target, shape, random);
  if (!outliers)
    throw new UserError(
      `The training anomalies '${source}' are not synthetic, and no images of them are given.`,
      {
        hint: 'Add the stage that prepares outliers to the pipeline, or choose a synthetic source.',
      },
    );
  return cycleThrough(outliers, shape, random);
}

/** As upstream's endlessly repeated data loader: shuffled once, then in the same order again and again. */
function cycleThrough(outliers: ImageStack, shape: ImageShape, random: RandomSource): NoiseSource {
  const size = imageSize(shape);
  if (outliers.count === 0) throw new DataError('There are no outlier images to train with.');
  if (!isSameShape(outliers, shape))
    throw new DataError(
      `Outlier images of ${formatShape(outliers)} cannot stand in for nominal images of ${formatShape(shape)}.`,
    );
  const order = random.shuffle(Uint32Array.from({ length: outliers.count }, (_, i) => i));
  let next = 0;
  return (target) => {
    const start = order[next]! * size;
    next = (next + 1) % order.length;
    target.set(outliers.pixels.subarray(start, start + size));
  };
}
