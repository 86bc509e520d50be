import { DataError, printable } from '@fcdd/errors';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { type ImageSource, readSource } from './image-source.ts';

/** An image whose header was read. Its pixels are decoded when they are asked for. */
export interface DecodableImage {
  /** In its own size, upright as its EXIF says, laid on black where it is transparent. */
  image: Sharp;
  /** Of the upright image. */
  height: number;
  width: number;
  /** Such as `jpeg`. */
  format: string;
  /** Whether its channels have 16 bits rather than 8 or fewer. */
  deep: boolean;
}

/** Of larger images the pixels alone may take a gigabyte. */
const mostPixels = 100_000_000;

// Anything else that libvips may read is refused: SVG, for one, is a program that draws and can refer to other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Reads an image's header. Of an animation the first picture is taken.
 * @param ignoreIcc whether values are taken as they are, whatever colours they stand for
 * @throws DataError where it is no image that can be read, or a huge one
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
      hint: 'Get it again if it is cut off, or convert it to JPEG, PNG, WebP, GIF, TIFF or AVIF, or remove it.',
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
      hint: `Images of up to ${mostPixels / 1e6} million pixels are read: scale it down, or remove it.`,
    });
}

function checkDepth({ depth }: Metadata, name: string): void {
  if (depth !== 'uchar' && depth !== 'ushort')
    throw new DataError(`${printable(name)} has channels of the type ${depth}, whose range is not known.`, {
      hint: 'Save it with 8 or 16 bits a channel.',
    });
}
