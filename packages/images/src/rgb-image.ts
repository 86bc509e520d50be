/** An 8-bit colour image, row-major, red, green and blue interleaved. */
export interface RgbImage {
  width: number;
  height: number;
  /** height * width * 3 values. */
  pixels: Uint8Array;
}

/**
 * Makes a colour image: one channel is repeated, three are copied.
 * @param pixels height * width * channels values, channels interleaved
 * @throws Error where there are neither one nor three channels, or the number of values is wrong
 */
export function toRgb(pixels: Uint8Array, width: number, height: number, channels: number): RgbImage {
  if (channels !== 1 && channels !== 3)
    throw new Error(`An image of ${channels} channels cannot become a colour image.`);
  if (pixels.length !== width * height * channels)
    throw new Error(`An image of ${width} x ${height} x ${channels} does not have ${pixels.length} values.`);
  if (channels === 3) return { width, height, pixels: pixels.slice() };
  const colours = new Uint8Array(pixels.length * 3);
  for (let i = 0; i < pixels.length; i++) colours.fill(pixels[i]!, i * 3, i * 3 + 3);
  return { width, height, pixels: colours };
}

/** Makes a black image. */
export function blankRgb(width: number, height: number): RgbImage {
  return { width, height, pixels: new Uint8Array(width * height * 3) };
}
