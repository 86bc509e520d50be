import { printable } from '@fcdd/errors';
import { imageReadingFrom, readTestImage, readTrainingImage } from '@fcdd/preprocessing/image-reading';
import type { PublishedFile } from '@fcdd/acquisition';
import type { DataSetItem, DataSetOpener, DataSetRequest, OpenedDataSet } from '../data-set.ts';
import { missingMvtecClasses, mvtecClasses } from './classes.ts';
import { type MvtecImage, readMvtecImages } from './images.ts';
import { mvtec } from './mvtec.ts';
import { isDefective } from './pairs.ts';
import { type FoundMvtec, findMvtec } from './sources.ts';
import { surveyMvtec } from './survey.ts';

/**
 * MVTec-AD: good training images of each class; good and defective test images, with maps of the defects.
 * @throws DataError where it is nowhere, or an image or mask is missing or unsound
 */
export const open: DataSetOpener = (request) => openPublishedMvtec(request);

/** @param published the archive that counts as the publisher's */
export async function openPublishedMvtec(
  request: DataSetRequest,
  published?: PublishedFile,
): Promise<OpenedDataSet> {
  const found = await findMvtec(request, published);
  const classes = await classesOf(found, request);
  const reading = imageReadingFrom(mvtec.dataSet.preparation, request.shape);
  return {
    classes,
    shape: reading.shape,
    storedShape: reading.storedShape,
    anomalies: 'own',
    hasMaps: { train: false, test: true },
    ...(found.archive && { expectedCount: publishedCount }),
    async *read() {
      const images = readMvtecImages(found.copy.files(), (source, { folder, name }) =>
        folder === 'train' ? readTrainingImage(source, reading, name) : readTestImage(source, reading, name),
      );
      for await (const image of images) yield itemOf(image, classes);
    },
    origin: originOf(found, request),
  };
}

/** Training and test images of all classes. */
const publishedCount = 3629 + 1725;

/** The publisher's archive is known to have all classes. A warning names those that another copy lacks. */
async function classesOf({ copy, archive }: FoundMvtec, { warn, signal }: DataSetRequest): Promise<string[]> {
  if (archive) return mvtecClasses([]);
  const present = (await surveyMvtec(copy, signal)).classes;
  const missing = missingMvtecClasses(present);
  if (missing.length)
    warn(`${printable(copy.path)} has no images of these classes of MVTec-AD: ${missing.join(', ')}.`);
  return mvtecClasses(present);
}

function itemOf({ place, pixels, map }: MvtecImage, classes: string[]): DataSetItem {
  const { folder, className } = place;
  return {
    split: folder === 'train' ? 'train' : 'test',
    pixels,
    label: classes.indexOf(className),
    anomalous: isDefective(place),
    ...(map && { map }),
  };
}

function originOf({ archive }: FoundMvtec, { path }: DataSetRequest): OpenedDataSet['origin'] {
  return {
    source: path === undefined ? publisher : "the user's copy of MVTec-AD",
    digests: archive ? { [archive.name]: archive.sha256 } : {},
  };
}

const publisher =
  'P. Bergmann, K. Batzner, M. Fauser, D. Sattlegger and C. Steger: the MVTec Anomaly Detection dataset';
