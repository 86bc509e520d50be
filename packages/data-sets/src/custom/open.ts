import { DataError } from '@fcdd/errors';
import { type GroundTruthMap, checkMapSize, readGroundTruthMap, readImageSize } from '@fcdd/images';
import { inOrder } from '../in-order.ts';
import { imageReadingFrom, readTestImage, readTrainingImage } from '@fcdd/preprocessing/image-reading';
import { CropLosses } from './crop-losses.ts';
import { custom } from './custom.ts';
import { warnOfDuplicates } from './duplicates.ts';
import { type CustomImage, listCustomFiles } from './images.ts';
import { customStructure, readCustomLayout } from './layout.ts';
import { type CustomMaps, matchCustomMaps } from './maps.ts';
import { refuseMisplacedMaps } from './misplaced-maps.ts';
import type { DataSetItem, DataSetOpener } from '../data-set.ts';

/**
 * A folder of the user's own images: `train/<class>` and `test/<class>`, each with the images of the class, or with its
 * images in `normal` (or `nominal`) and `anomalous`; in `train_maps` and `test_maps` ground-truth maps, likewise.
 * @throws DataError where folders are not like that, a class is empty, or a map belongs to no image
 */
export const open: DataSetOpener = async (request) => {
  const { path: folder, shape, warn, signal } = request;
  if (folder === undefined)
    throw new DataError('Nobody said where the images of the custom data set are.', {
      hint: customStructure,
    });
  const layout = readCustomLayout(folder);
  const files = listCustomFiles(folder, layout, warn);
  await refuseMisplacedMaps(files.images, warn);
  const maps = matchCustomMaps(files, layout, warn);
  await warnOfDuplicates(files.images, warn);
  const hasAnyMaps = layout.hasMaps.train || layout.hasMaps.test;
  if (hasAnyMaps && request.fit === 'crop')
    throw new DataError(
      'Custom images that have ground-truth maps cannot be cropped: maps are of whole images.',
      {
        hint: 'Write fit: fill, or leave it out.',
      },
    );
  const { preparation, cropped } = custom.dataSet;
  const fit = request.fit ?? (hasAnyMaps ? 'fill' : 'crop');
  const reading = imageReadingFrom(fit === 'crop' ? cropped : preparation, shape);

  const losses = new CropLosses(shape);

  const read = async (image: CustomImage): Promise<DataSetItem> => {
    signal?.throwIfAborted();
    const { split, label, anomalous, file } = image;
    if (fit === 'crop') losses.add(await readImageSize(file.path), file.name);
    const readPixels = split === 'train' ? readTrainingImage : readTestImage;
    return {
      split,
      pixels: await readPixels(file.path, reading),
      label,
      name: file.name,
      ...(anomalous !== undefined && { anomalous }),
      ...(maps.hasMaps[split] && { map: await mapOf(image, maps) }),
    };
  };
  return {
    classes: layout.classes,
    shape: reading.shape,
    storedShape: reading.storedShape,
    fit: reading.fit,
    anomalies: layout.anomalies,
    hasMaps: maps.hasMaps,
    expectedCount: files.images.length,
    async *read() {
      yield* inOrder(files.images, read);
      losses.warn(warn);
    },
    origin: { source: "the user's own images", digests: {} },
  };
};

/** Where there is none, an image is anomalous everywhere or nowhere. */
async function mapOf(image: CustomImage, maps: CustomMaps): Promise<GroundTruthMap> {
  const { path } = image.file;
  const size = await readImageSize(path);
  const file = maps.of.get(image);
  if (!file) {
    const values = new Uint8Array(size.height * size.width).fill(image.anomalous ? 1 : 0);
    return { ...size, values };
  }
  const map = await readGroundTruthMap(file.path);
  checkMapSize(map, file.path, size, path);
  return map;
}
