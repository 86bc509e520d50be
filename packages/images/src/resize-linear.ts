import { type ImageShape, imageSize } from './shape.ts';

/**
 * Resizes one image like Pillow's bilinear filter. Enlarging interpolates linearly between pixels; shrinking averages
 * over all pixels that a new pixel covers.
 * @param pixels height * width * channels values, channels interleaved
 */
export function resizeLinear(
  pixels: Uint8Array,
  { height, width, channels }: ImageShape,
  newHeight: number,
  newWidth: number,
): Uint8Array {
  const columns = taps(width, newWidth);
  const rows = taps(height, newHeight);
  const wide = new Float32Array(imageSize({ height, width: newWidth, channels }));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < newWidth; x++)
      for (let c = 0; c < channels; c++)
        wide[(y * newWidth + x) * channels + c] = blend(
          pixels,
          columns[x]!,
          y * width * channels + c,
          channels,
        );
  const rowSize = newWidth * channels;
  const resized = new Uint8Array(newHeight * rowSize);
  for (let y = 0; y < newHeight; y++)
    for (let x = 0; x < rowSize; x++)
      resized[y * rowSize + x] = Math.round(blend(wide, rows[y]!, x, rowSize));
  return resized;
}

/**
 * The pixels along one axis that contribute to a new pixel. `weights` belong to `first` and the following pixels, and
 * sum to one.
 */
interface Taps {
  first: number;
  weights: number[];
}

/** Computes triangles around each new pixel's centre, as wide as the pixels that it covers, cut off at the ends. */
function taps(length: number, newLength: number): Taps[] {
  const scale = length / newLength;
  const reach = Math.max(1, scale);
  return Array.from({ length: newLength }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(length, Math.floor(centre + reach + 0.5));
    const weights = Array.from({ length: end - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function blend(values: ArrayLike<number>, { first, weights }: Taps, offset: number, stride: number): number {
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++)
    sum += weights[tap]! * values[offset + (first + tap) * stride]!;
  return sum;
}
