import type { ClassStatistics, ImageShape } from '@fcdd/images';
import { type Augmentation, createAugmentation } from './augmentation.ts';
import { normalizationFrom } from './normalization.ts';
import { type Normalize, createNormalize } from './normalize.ts';
import { type Preparation, type PreprocessingName, storedShapeFrom } from './preparation.ts';

/** Changes each image before a net sees it. Allocates nothing per image. */
export interface Preprocessing {
  /** Shape of training images as they are stored. */
  storedShape: ImageShape;
  /** Shape that the net takes. */
  shape: ImageShape;
  /**
   * Makes an image of the net's shape from a stored training image: at random, or like a test image where there is no
   * augmentation. A map of its pixels moves with it.
   */
  augment: Augmentation;
  /** Turns an image of the net's shape into what the net takes. */
  normalize: Normalize;
}

/**
 * The preprocessing of this name.
 * @param statistics statistics of the nominal class
 * @param shape shape that the net takes
 * @returns undefined where the preparation has none of that name
 */
export function preprocessingFrom(
  preparation: Preparation,
  name: PreprocessingName,
  statistics: ClassStatistics,
  shape: ImageShape,
): Preprocessing | undefined {
  const steps = preparation.training[name];
  if (!steps) return undefined;
  const storedShape = storedShapeFrom(preparation, shape);
  const { height, width, channels } = shape;
  return {
    storedShape,
    shape: { height, width, channels },
    augment: createAugmentation(steps, storedShape, shape),
    normalize: createNormalize(normalizationFrom(preparation, name, statistics), steps, shape),
  };
}
