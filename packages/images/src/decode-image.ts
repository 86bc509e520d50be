import { DataError, printable } from '@fcdd/errors';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { type ImageSource, readSource } from './image-source.ts';

/** An image whose header has been read. Its pixels are decoded on demand. */
export interface DecodableImage {
  /** The image in its own size, upright according to EXIF, on black where it is transparent. */
  image: Sharp;
  /** Height of the upright image. */
  height: number;
  width: number;
  /** Format of the file, such as `jpeg`. */
  format: string;
  /** Whether the channels have 16 bits rather than 8 or fewer. */
  deep: boolean;
}

/** Maximum number of pixels. The pixels of larger images may take a gigabyte. */
const mostPixels = 100_000_000;

// Other formats of libvips are refused. SVG, for example, is a program that draws and can refer to other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Reads an image's header. An animation counts as its first picture.
 * @param ignoreIcc whether values are used unchanged, without the file's colour profile
 * @throws DataError where the file is not a readable image, or is a huge one
 */
export async function decodeImage(
  source: ImageSource,
  name: string,
  { ignoreIcc = false } = {},
): Promise<DecodableImage> {
  const bytes = await readSource(source, name);
  const image = sharp(bytes, { failOn: 'error', autoOrient: true, limitInputPixels: false, ignoreIcc });
  const metadata = await image.metadata().catch((cause: unknown) => {
    throw new DataError(`${printable(name)} is not an image that can be read.`, {
      cause,
      hint: 'Get the file again if it is cut off, convert it to JPEG, PNG, WebP, GIF, TIFF or AVIF, or remove it.',
    });
  });
  const { height, width } = metadata.autoOrient;
  checkSize(height, width, name);
  checkDepth(metadata, name);
  return {
    image: image.flatten({ background: 'black' }),
    height,
    width,
    format: metadata.format,
    deep: metadata.depth === 'ushort',
  };
}

/**
 * Waits for decoded pixels.
 * @throws DataError where they are damaged or cut off
 */
export async function decoded<Pixels>(pixels: Promise<Pixels>, name: string): Promise<Pixels> {
  return pixels.catch((cause: unknown) => {
    throw new DataError(`${printable(name)} is damaged or cut off.`, {
      cause,
      hint: 'Get the file again, or remove it.',
    });
  });
}

function checkSize(height: number, width: number, name: string): void {
  if (height * width > mostPixels)
    throw new DataError(`${printable(name)} is too large: ${width} x ${height} pixels.`, {
      hint: `An image may have ${mostPixels / 1e6} million pixels. Scale it down, or remove it.`,
    });
}

function checkDepth({ depth }: Metadata, name: string): void {
  if (depth !== 'uchar' && depth !== 'ushort')
    throw new DataError(`${printable(name)} has channels of the type ${depth}, whose range is unknown.`, {
      hint: 'Save it with 8 or 16 bits per channel.',
    });
}
