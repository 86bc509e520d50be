import { outlierSources } from '@fcdd/data-sets';
import { DataError } from '@fcdd/errors';
import { type ImageReader, selectReader } from '@fcdd/images';
import type { DataSetDescription, StoredImages } from '@fcdd/records';

interface DataSet {
  description: DataSetDescription;
  train: StoredImages;
}

/** @throws DataError where the class has none */
export function nominalImages({ description, train }: DataSet, nominalClass: number): ImageReader {
  const images = selectWhere(
    train,
    (index) => train.labels[index] === nominalClass && !train.anomalous?.[index],
  );
  if (images.count > 0) return images;
  const { name, classes } = description;
  throw new DataError(
    `The data set ${name} has no nominal training images of ${describeClass(classes, nominalClass)}.`,
    { hint: 'Leave the class out of dataset.classes, or add images.' },
  );
}

/**
 * The training images of other classes, or anomalous ones of the class where a class has anomalies of its own.
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
    `The data set ${name} has no training anomalies for ${describeClass(classes, nominalClass)}.`,
    {
      hint: 'Choose another supervision mode than other, such as malformed_normal with the source confetti.',
    },
  );
}

/**
 * All outliers, or those of the class where the source has some for each.
 * @throws DataError where there are none of it
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
  throw new DataError(`The outliers of ${source} have none for ${describeClass(classes, nominalClass)}.`);
}

function selectWhere(images: StoredImages, isWanted: (index: number) => boolean): ImageReader {
  const indices = Uint32Array.from({ length: images.count }, (_, index) => index).filter(isWanted);
  return selectReader(images, indices);
}

function describeClass(classes: string[], index: number): string {
  const name = classes[index];
  return name === undefined ? `class ${index}` : `class ${index} (${name})`;
}
