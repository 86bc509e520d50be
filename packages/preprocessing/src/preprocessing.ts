import { UserError } from '@fcdd/errors';
import { type ClassStatistics, type ImageShape, formatShape, isSameShape } from '@fcdd/images';
import { type PreprocessingName, dataSets, storedShapeOf } from './catalogue.ts';
import { type Augmentation, createAugmentation } from './augmentation.ts';
import { type PreprocessingFacts, normalizationOf } from './normalization.ts';
import { type Normalize, createNormalize } from './normalize.ts';
import { type ImageFit, recipeOf } from './recipes.ts';

/** What happens to each image before a net sees it. Allocates nothing per image. */
export interface Preprocessing {
  /** Of training images as they are stored. */
  storedShape: ImageShape;
  /** Of what the net takes. */
  shape: ImageShape;
  /**
   * Makes what the net's shape has of a stored training image: at random, or like a test image where there is no
   * augmentation. A map of its pixels moves with it.
   */
  augment: Augmentation;
  /** Turns an image of the net's shape into what the net takes. */
  normalize: Normalize;
}

/**
 * The preprocessing of a data set under a name, with upstream's settings.
 * @param statistics of the nominal class
 * @param shape that the net takes
 * @param fit of custom images: how they were brought into that shape
 * @throws UserError where the data set has no such preprocessing, or images of another shape
 */
export function createPreprocessing(
  dataSet: string,
  preprocessing: PreprocessingName,
  statistics: ClassStatistics,
  shape: ImageShape,
  fit?: ImageFit,
): Preprocessing {
  const steps = recipeOf(dataSet, fit)?.training[preprocessing];
  const { shape: own, preprocessings } = dataSets[dataSet] ?? {};
  if (!steps)
    throw new UserError(`The data set ${dataSet} has no preprocessing '${preprocessing}'.`, {
      hint: preprocessings ? `It has ${preprocessings.join(', ')}.` : undefined,
    });
  if (own && !isSameShape(own, shape))
    throw new UserError(`Images of ${dataSet} have ${formatShape(own)} values, not ${formatShape(shape)}.`);
  const storedShape = storedShapeOf(dataSet, shape);
  const { height, width, channels } = shape;
  const normalization = normalizationOf({ dataSet, preprocessing, statistics, fit });
  return {
    storedShape,
    shape: { height, width, channels },
    augment: createAugmentation(steps, storedShape, shape),
    normalize: createNormalize(normalization, steps, shape),
  };
}

/**
 * The preprocessing that a detector was trained with, for images of this shape.
 * @throws UserError where the data set has no such preprocessing, or images of another shape
 */
export function preprocessingOf(
  { dataSet, preprocessing, statistics, fit }: PreprocessingFacts,
  shape: ImageShape,
): Preprocessing {
  return createPreprocessing(dataSet, preprocessing as PreprocessingName, statistics, shape, fit);
}
