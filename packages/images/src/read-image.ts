import { DataError, printable } from '@fcdd/errors';
import type { Sharp } from 'sharp';
import { convertImage } from './convert-image.ts';
import { type DecodableImage, decodeImage, decoded } from './decode-image.ts';
import { type ImageSource, nameOf } from './image-source.ts';
import { resizeLinear } from './resize-linear.ts';
import { nearestIndices, pickPixels } from './resize-nearest.ts';

/** The shape in which an image file is read, and how it is scaled to it. */
export interface ImageFormat {
  height: number;
  width: number;
  /** One for grey; three for red, green and blue. */
  channels: number;
  /**
   * `fill` (the default) scales to height and width, ignoring the proportions, so that nothing is cut off. `crop`
   * keeps the proportions, scales until both sides are filled, and cuts out the centre.
   */
  fit?: 'fill' | 'crop';
  /**
   * `linear` (the default) averages all pixels that a new pixel covers, weighted by a triangle, like PIL's bilinear
   * filter. `nearest` takes one of them, like PyTorch's `interpolate`.
   */
  kernel?: 'linear' | 'nearest';
}

/**
 * Reads an image of any format, size and depth as 8-bit pixels of one format. The image is turned upright according
 * to EXIF, and is black where it is transparent. An animation counts as its first picture. Grey is the luma of ITU-R
 * BT.601.
 * @param name name for messages, if the source is a file's contents
 * @returns height * width * channels values, channels interleaved
 * @throws DataError where the file is not an image, is damaged or cut off, or has more than 100 million pixels
 */
export async function readImage(
  source: ImageSource,
  format: ImageFormat,
  name: string = nameOf(source),
): Promise<Uint8Array> {
  const image = await decodeImage(source, name);
  const scale = format.kernel === 'nearest' ? scaleNearest : scaleLinearly;
  const colours = await scale(image, format, name);
  return convertImage(colours, { ...format, channels: 3 }, format);
}

/** Reads an image in colour and in its own size, otherwise like {@link readImage}. */
export async function readColourImage(
  source: ImageSource,
  name: string = nameOf(source),
): Promise<{ height: number; width: number; pixels: Uint8Array }> {
  const { image, height, width } = await decodeImage(source, name);
  return { height, width, pixels: await colourPixels(image, name) };
}

/** Reads the size of an upright image, without its pixels. */
export async function readImageSize(
  source: ImageSource,
  name: string = nameOf(source),
): Promise<{ height: number; width: number }> {
  const { height, width } = await decodeImage(source, name);
  return { height, width };
}

async function scaleLinearly(
  { image, ...size }: DecodableImage,
  format: ImageFormat,
  name: string,
): Promise<Uint8Array> {
  const { left, top, ...scaled } = scaledSize(size, format, name);
  const isEnlarged = scaled.width > size.width || scaled.height > size.height;
  if (!isEnlarged) {
    const shrunk = image.resize({ ...scaled, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
    return colourPixels(shrunk.extract({ left, top, width: format.width, height: format.height }), name);
  }
  // libvips would shift the enlarged image by up to half a pixel.
  const pixels = await colourPixels(image, name);
  const enlarged = resizeLinear(pixels, { ...size, channels: 3 }, scaled.height, scaled.width);
  return pickPixels(enlarged, scaled.width, span(top, format.height), span(left, format.width), 3);
}

async function scaleNearest(
  decodable: DecodableImage,
  format: ImageFormat,
  name: string,
): Promise<Uint8Array> {
  const { width, height, left, top } = scaledSize(decodable, format, name);
  const rows = nearestIndices(decodable.height, height).slice(top, top + format.height);
  const columns = nearestIndices(decodable.width, width).slice(left, left + format.width);
  return pickPixels(await colourPixels(decodable.image, name), decodable.width, rows, columns, 3);
}

function span(start: number, length: number): number[] {
  return Array.from({ length }, (_, i) => start + i);
}

/** Computes the size to which an image is scaled, and the corner of the part that is kept. */
function scaledSize(
  image: { width: number; height: number },
  { width, height, fit }: ImageFormat,
  name: string,
): { width: number; height: number; left: number; top: number } {
  if (fit !== 'crop') return { width, height, left: 0, top: 0 };
  // This follows torchvision: the longer side is cut to whole pixels, and a half is rounded to the even number.
  const scaled =
    width * image.height > height * image.width
      ? { width, height: Math.floor((width * image.height) / image.width) }
      : { width: Math.floor((height * image.width) / image.height), height };
  if (Math.max(scaled.width, scaled.height) > longestSide)
    throw new DataError(`${printable(name)} is too narrow: ${image.width} x ${image.height} pixels.`, {
      hint: 'Cut out the important part, or remove it.',
    });
  return { ...scaled, left: halfOf(scaled.width - width), top: halfOf(scaled.height - height) };
}

function halfOf(pixels: number): number {
  return Math.floor(pixels / 2) + (pixels % 4 === 3 ? 1 : 0);
}

/** Longest side of a scaled image before it is cut, in pixels. */
const longestSide = 100_000;

async function colourPixels(image: Sharp, name: string): Promise<Uint8Array> {
  const pixels = image.toColourspace('srgb').raw({ depth: 'uchar' });
  const { buffer, byteOffset, length } = await decoded(pixels.toBuffer(), name);
  return new Uint8Array(buffer, byteOffset, length);
}
