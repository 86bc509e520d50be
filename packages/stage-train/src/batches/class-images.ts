import { outlierSources } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { type ImageReader, selectReader } from '@fcdd/images';
import type { DataSetDescription, StoredImages } from '@fcdd/records';

interface DataSet {
  description: DataSetDescription;
  train: StoredImages;
}

/** @throws DataError where the class has no nominal training images */
export function nominalImages({ description, train }: DataSet, nominalClass: number): ImageReader {
  const images = selectWhere(
    train,
    (index) => train.labels[index] === nominalClass && !train.anomalous?.[index],
  );
  if (images.count > 0) return images;
  const { name, classes } = description;
  throw new DataError(
    `The data set ${name} has no nominal training images of ${classTitle(classes, nominalClass)}.`,
    { hint: 'Leave the class out of dataset.classes, or add images.' },
  );
}

/**
 * Selects the training images of other classes, or the anomalous images of the class in data sets that have some.
 * @throws DataError where there are none
 */
export function trueAnomalies({ description, train }: DataSet, nominalClass: number): ImageReader {
  const { name, classes, anomalies } = description;
  const images = selectWhere(train, (index) =>
    anomalies === 'own'
      ? train.labels[index] === nominalClass && train.anomalous?.[index] === 1
      : train.labels[index] !== nominalClass,
  );
  if (images.count > 0) return images;
  throw new DataError(
    `The data set ${name} has no training anomalies for ${classTitle(classes, nominalClass)}.`,
    {
      hint: "Choose a supervision mode that is not 'other', such as malformed_normal with the source confetti.",
    },
  );
}

/**
 * Selects all outliers, or only the outliers for the class if the source has some for each class.
 * @throws DataError where there are no outliers for the class
 */
export function outliersFor(
  source: string,
  outliers: StoredImages,
  { classes }: DataSetDescription,
  nominalClass: number,
): ImageReader {
  if (!outlierSources[source]?.only) return outliers;
  const images = selectWhere(outliers, (index) => outliers.labels[index] === nominalClass);
  if (images.count > 0) return images;
  throw new DataError(`The outlier source ${source} has no images for ${classTitle(classes, nominalClass)}.`);
}

function selectWhere(images: StoredImages, isWanted: (index: number) => boolean): ImageReader {
  const indices = Uint32Array.from({ length: images.count }, (_, index) => index).filter(isWanted);
  return selectReader(images, indices);
}

function classTitle(classes: string[], index: number): string {
  const name = classes[index];
  return name === undefined ? `class ${index}` : `class ${index} (${name})`;
}
