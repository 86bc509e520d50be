import sharp, { type Sharp } from 'sharp';

/** What a file is read as. */
export interface ImageFormat {
  height: number;
  width: number;
  /** One: grey. Three: red, green and blue. */
  channels: number;
}

/**
 * Reads an image file of any format, size and depth as 8-bit pixels of one format. It is turned upright as its EXIF says,
 * laid on black where it is transparent, and scaled (linearly, whatever its proportions were) so that nothing is cut off.
 * Of an animation the first picture is taken.
 * @returns height * width * channels values, channels interleaved
 * @throws Error where the file is no image, is damaged or cut off, or has more than 268 million pixels
 */
export async function readImage(file: string, { height, width, channels }: ImageFormat): Promise<Uint8Array> {
  const scaled = upright(file, channels).resize(width, height, { fit: 'fill', kernel: 'linear' });
  return scaled.raw({ depth: 'uchar' }).toBuffer();
}

/** Reads an image file like {@link readImage}, in colour and in its own size. */
export async function readColourImage(
  file: string,
): Promise<{ height: number; width: number; pixels: Uint8Array }> {
  const { data, info } = await upright(file, 3).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, pixels: data };
}

function upright(file: string, channels: number): Sharp {
  return sharp(file, { failOn: 'error', autoOrient: true })
    .flatten({ background: 'black' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb');
}
