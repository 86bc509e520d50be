import {
  type GroundTruthMap,
  type ImageSource,
  checkMapSize,
  readGroundTruthMap,
  readImageSize,
} from '@fcdd/images';
import { inOrder } from '../in-order.ts';
import type { MvtecFile, MvtecPlace } from './files.ts';
import { type ReadImage, type ReadMask, pairWithMasks } from './pairs.ts';

export interface MvtecImage {
  place: MvtecPlace;
  pixels: Uint8Array;
  /** Map of a test image, in the size of the image file; all zeros if the image is good. */
  map?: GroundTruthMap;
}

/** Turns a file into pixels, in the size that is wanted of it. */
export type PixelReader = (source: ImageSource, place: MvtecPlace) => Promise<Uint8Array>;

/** An image in the wanted size, and the size of its file. */
interface SmallImage {
  pixels: Uint8Array;
  height: number;
  width: number;
}

/**
 * Reads images and their ground-truth maps in one pass over the files. In memory are a few images in their own size, those
 * in the wanted size that wait for their masks, and masks, as they are packed, that wait for their images.
 * @throws DataError where a file is unsound, or a mask is missing or has another size than its image
 */
export async function* readMvtecImages(
  files: AsyncIterable<MvtecFile>,
  readPixels: PixelReader,
): AsyncGenerator<MvtecImage> {
  const read = inOrder(
    withSources(files),
    async ({ place, source }): Promise<ReadImage<SmallImage> | ReadMask<ImageSource>> =>
      place.folder === 'ground_truth' ? asMask(place, source) : readSmall(place, source, readPixels),
  );
  for await (const [image, mask] of pairWithMasks(read)) {
    const { place } = image;
    const { pixels } = image.image;
    if (place.folder === 'train') yield { place, pixels };
    else yield { place, pixels, map: mask ? await readMap(mask, image) : emptyMap(image.image) };
  }
}

/** Files in an archive have to be read in their turn. */
async function* withSources(files: AsyncIterable<MvtecFile>) {
  for await (const { place, source } of files) yield { place, source: await source() };
}

function asMask(place: MvtecPlace, mask: ImageSource): ReadMask<ImageSource> {
  // The mask of an image in a folder waits there.
  return { place, mask, bytes: typeof mask === 'string' ? 0 : mask.length };
}

async function readSmall(
  place: MvtecPlace,
  source: ImageSource,
  readPixels: PixelReader,
): Promise<ReadImage<SmallImage>> {
  const pixels = await readPixels(source, place);
  return { place, image: { pixels, ...(await readImageSize(source, place.name)) }, bytes: pixels.length };
}

async function readMap(
  { place, mask }: ReadMask<ImageSource>,
  image: ReadImage<SmallImage>,
): Promise<GroundTruthMap> {
  const map = await readGroundTruthMap(mask, place.name);
  checkMapSize(map, place.name, image.image, image.place.name);
  return map;
}

function emptyMap({ height, width }: SmallImage): GroundTruthMap {
  return { height, width, values: new Uint8Array(height * width) };
}
