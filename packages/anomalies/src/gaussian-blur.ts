import { type ImageShape, imageSize } from '@fcdd/images';
import { type Box, grow, mergeOverlapping } from './boxes.ts';
import type { BlurParameters } from './noise-parameters.ts';

/**
 * Blurs an image (height * width * channels values) in place.
 * @param painted boxes outside of which the image is 0: it stays so where nothing can spread to
 */
export type Blur = (image: Float32Array, painted: Box[]) => void;

/** Blurs images channel by channel with a normalized Gaussian; the border is mirrored at its pixels. */
export function createBlur(shape: ImageShape, parameters: BlurParameters): Blur {
  const { height, width, channels } = shape;
  const kernel = gaussianKernel(parameters);
  const radius = (kernel.length - 1) / 2;
  const sourceRows = mirroredIndices(height, radius);
  const sourceColumns = mirroredIndices(width, radius);
  const between = new Float32Array(imageSize(shape));
  const line = new Float64Array(channels * Math.max(sourceRows.length, sourceColumns.length));

  return (image, painted) => {
    for (const box of mergeOverlapping(painted.map((box) => grow(box, radius, shape)))) {
      for (let row = box.top; row < box.bottom; row++) blurRow(image, row, box);
      for (let column = box.left; column < box.right; column++) blurColumn(image, column, box);
    }
  };

  function blurRow(image: Float32Array, row: number, { left, right }: Box): void {
    const offset = row * width;
    line.fill(0);
    for (let i = left; i < right + 2 * radius; i++) {
      const column = sourceColumns[i]!;
      if (column >= left && column < right) copyPixel(image, offset + column, i - left);
    }
    for (let i = left; i < right; i++) convolve(i - left, between, offset + i);
  }

  function blurColumn(image: Float32Array, column: number, { top, bottom }: Box): void {
    line.fill(0);
    for (let i = top; i < bottom + 2 * radius; i++) {
      const row = sourceRows[i]!;
      if (row >= top && row < bottom) copyPixel(between, row * width + column, i - top);
    }
    for (let i = top; i < bottom; i++) convolve(i - top, image, i * width + column);
  }

  function copyPixel(from: Float32Array, pixel: number, linePixel: number): void {
    for (let channel = 0; channel < channels; channel++)
      line[linePixel * channels + channel] = from[pixel * channels + channel]!;
  }

  /** Writes into `target` what the kernel makes of the pixels of the line from `start` on. */
  function convolve(start: number, target: Float32Array, pixel: number): void {
    for (let channel = 0; channel < channels; channel++) {
      let near = start * channels + channel;
      let far = near + 2 * radius * channels;
      let sum = 0;
      for (let k = 0; k < radius; k++) {
        sum += kernel[k]! * (line[near]! + line[far]!);
        near += channels;
        far -= channels;
      }
      target[pixel * channels + channel] = sum + kernel[radius]! * line[near]!;
    }
  }
}

/** For each index from -radius up to but without length + radius, the one inside that it is mirrored to. */
function mirroredIndices(length: number, radius: number): Int32Array {
  const period = Math.max(2 * (length - 1), 1);
  return Int32Array.from({ length: length + 2 * radius }, (_, i) => {
    const folded = (((i - radius) % period) + period) % period;
    return Math.min(folded, period - folded) % length;
  });
}

function gaussianKernel({ size, standardDeviation }: BlurParameters): Float64Array {
  const centre = (size - 1) / 2;
  const kernel = Float64Array.from({ length: size }, (_, i) =>
    Math.exp(-(((i - centre) / standardDeviation) ** 2) / 2),
  );
  const sum = kernel.reduce((total, value) => total + value);
  return kernel.map((value) => value / sum);
}
