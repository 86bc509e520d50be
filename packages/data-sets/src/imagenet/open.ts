import { DataError, printable } from '@fcdd/errors';
import { inOrder } from '../in-order.ts';
import { imageReadingFrom, readTestImage, readTrainingImage } from '@fcdd/preprocessing/image-reading';
import type { DataSetOpener } from '../data-set.ts';
import { imagenetClasses } from './classes.ts';
import { readDevkit } from './devkit.ts';
import { type ImagenetFiles, findImagenet } from './files.ts';
import { imagenet } from './imagenet.ts';
import {
  type ImagenetImage,
  type ValidationImage,
  listValidationImages,
  readTrainingImages,
  readValidationImages,
} from './images.ts';

/**
 * Thirty classes of ILSVRC2012. Its validation images are the test images.
 * @throws DataError where it is nowhere, a part or class is missing, or an archive or image is unsound
 */
export const open: DataSetOpener = async (request) => {
  const classes = imagenet.dataSet.classes;
  const wnids = classes.map((name) => imagenetClasses[name]!);
  const files = await findImagenet(request, { train: true });
  const tests = await listTests(files, wnids);
  const reading = imageReadingFrom(imagenet.dataSet.preparation, request.shape);
  const { shape, storedShape } = reading;
  const label = ({ wnid }: ImagenetImage) => wnids.indexOf(wnid);
  return {
    classes,
    shape,
    storedShape,
    anomalies: 'other classes',
    hasMaps: { train: false, test: false },
    expectedCount: 1300 * classes.length + tests.length,
    async *read() {
      yield* inOrder(readTrainingImages(files.train!, wnids), async (image) => ({
        split: 'train' as const,
        pixels: await readTrainingImage(image.source, reading, image.name),
        label: label(image),
      }));
      yield* inOrder(readValidationImages(files.validation, tests), async (image) => ({
        split: 'test' as const,
        pixels: await readTestImage(image.source, reading, image.name),
        label: label(image),
      }));
    },
    origin: { source: request.path === undefined ? publisher : "the user's copy of ILSVRC2012", digests: {} },
  };
};

const publisher = 'O. Russakovsky et al.: ImageNet Large Scale Visual Recognition Challenge 2012';

async function listTests({ devkit, validation }: ImagenetFiles, wnids: string[]): Promise<ValidationImage[]> {
  const numbered = devkit ? (await readDevkit(devkit)).validation : [];
  const tests = (await listValidationImages(validation, numbered)).filter(({ wnid }) => wnids.includes(wnid));
  const missing = wnids.filter((wanted) => !tests.some(({ wnid }) => wnid === wanted));
  if (missing.length)
    throw new DataError(`${printable(validation.path)} has no images of ${missing.join(', ')}.`, {
      hint: 'Every class is tested against the others: get the validation images of all thirty classes.',
    });
  return tests;
}
