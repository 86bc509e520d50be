import { UserError } from '@fcdd/errors';
import { type ClassStatistics, type ImageShape, formatShape, isSameShape } from '@fcdd/images';
import {
  type ImageFit,
  type ImageReading,
  type Normalization,
  type Preparation,
  type Preprocessing,
  type PreprocessingName,
  imageReadingFrom,
  nativeSize,
  normalizationFrom,
  preprocessingFrom,
} from '@fcdd/preprocessing';
import { dataSets } from './catalogue.ts';

/** The preprocessing that a detector was trained with. */
export interface PreprocessingFacts {
  dataSet: string;
  preprocessing: string;
  /** Statistics of the nominal class. */
  statistics: ClassStatistics;
  /** How the user's own images were brought into the net's shape. */
  fit?: ImageFit;
}

/**
 * The preprocessing of a data set under a name, with upstream's settings.
 * @param statistics statistics of the nominal class
 * @param shape shape that the net takes
 * @param fit how the user's own images were brought into that shape
 * @throws UserError where the data set has no such preprocessing, or images of another shape
 */
export function createPreprocessing(
  dataSet: string,
  preprocessing: PreprocessingName,
  statistics: ClassStatistics,
  shape: ImageShape,
  fit?: ImageFit,
): Preprocessing {
  const { shape: own, preprocessings } = dataSets[dataSet] ?? {};
  const created = preprocessingFrom(preparationOf(dataSet, fit), preprocessing, statistics, shape);
  if (!created)
    throw new UserError(`The data set ${dataSet} has no preprocessing '${preprocessing}'.`, {
      hint: preprocessings ? `It has ${preprocessings.join(', ')}.` : undefined,
    });
  if (own && !isSameShape(own, shape))
    throw new UserError(`Images of ${dataSet} have ${formatShape(own)} values, not ${formatShape(shape)}.`);
  return created;
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

/** The normalization that belongs to a preprocessing. */
export function normalizationOf({
  dataSet,
  preprocessing,
  statistics,
  fit,
}: PreprocessingFacts): Normalization {
  return normalizationFrom(preparationOf(dataSet, fit), preprocessing as PreprocessingName, statistics);
}

/**
 * How image files become images of a data set.
 * @param shape shape that the net takes
 * @param fit how the user's own images are brought into that shape
 */
export function imageReadingOf(dataSet: string, shape: ImageShape, fit?: ImageFit): ImageReading {
  return imageReadingFrom(preparationOf(dataSet, fit), shape);
}

/** A data set that is unknown has no preprocessings, and its images are read as they are. */
function preparationOf(dataSet: string, fit?: ImageFit): Preparation {
  const entry = Object.hasOwn(dataSets, dataSet) ? dataSets[dataSet] : undefined;
  if (!entry) return { ...nativeSize, training: {} };
  return (fit === 'crop' && entry.cropped) || entry.preparation;
}
