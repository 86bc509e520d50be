import { type ImageShape, imageSize } from '@fcdd/images';
import { type Box, grow, mergeOverlapping } from './boxes.ts';
import type { BlurParameters } from './noise-parameters.ts';

/**
 * Blurs an image (height * width * channels values) in place.
 * @param painted boxes outside which the image is 0; pixels beyond the reach of the blur stay 0
 */
export type Blur = (image: Float32Array, painted: Box[]) => void;

/** Creates a blur of each channel with a normalized Gaussian. The image is mirrored at its border pixels. */
export function createBlur(shape: ImageShape, parameters: BlurParameters): Blur {
  const { height, width, channels } = shape;
  const kernel = gaussianKernel(parameters);
  const radius = (kernel.length - 1) / 2;
  const rows = mirroredIndices(height, radius);
  const columns = mirroredIndices(width, radius);
  const between = new Float32Array(imageSize(shape));
  const longest = channels * Math.max(rows.length, columns.length) + valuesAtOnce;
  const workspace = { channels, kernel, values: new Float64Array(longest), sums: new Float64Array(longest) };
  return (image, painted) => {
    const boxes = mergeOverlapping(painted.map((box) => grow(box, radius, shape)));
    for (const { top, bottom, left, right } of boxes) {
      const horizontal = { step: 1, sources: columns, first: left, end: right };
      for (let row = top; row < bottom; row++)
        blurLine(image, between, workspace, { ...horizontal, start: row * width });
      const vertical = { step: width, sources: rows, first: top, end: bottom };
      for (let column = left; column < right; column++)
        blurLine(between, image, workspace, { ...vertical, start: column });
    }
  };
}

interface Workspace {
  channels: number;
  kernel: Float64Array;
  /** Values of a line, extended by the kernel's radius at both ends. */
  values: Float64Array;
  /** Values of the blurred line. */
  sums: Float64Array;
}

/** A line of an image: the pixels `start + i * step` for each i from `first` to `end` - 1. */
interface Line {
  start: number;
  step: number;
  first: number;
  end: number;
  /** Mirrored indices of pixels beyond the border; see `mirroredIndices`. */
  sources: Int32Array;
}

/** Blurs a line of one image into another. Beyond its ends, only pixels that the border mirrors count. */
function blurLine(
  from: Float32Array,
  to: Float32Array,
  { channels, kernel, values, sums }: Workspace,
  { start, step, first, end, sources }: Line,
): void {
  for (let i = first, next = 0; i < end + kernel.length - 1; i++) {
    const source = sources[i]!;
    const isInside = source >= first && source < end;
    const pixel = (start + source * step) * channels;
    for (let channel = 0; channel < channels; channel++)
      values[next++] = isInside ? from[pixel + channel]! : 0;
  }
  convolve(values, kernel, channels, sums, (end - first) * channels);
  for (let i = first, next = 0; i < end; i++) {
    const pixel = (start + i * step) * channels;
    for (let channel = 0; channel < channels; channel++) to[pixel + channel] = sums[next++]!;
  }
}

const valuesAtOnce = 4;

/**
 * Convolves values with a symmetric kernel whose weights apply to every `step`th value. It computes several values at
 * once, so that each weight is loaded only once.
 * @param length number of values written to `sums`, which must have room for a few more
 */
function convolve(
  values: Float64Array,
  kernel: Float64Array,
  step: number,
  sums: Float64Array,
  length: number,
): void {
  const radius = (kernel.length - 1) / 2;
  const span = 2 * radius * step;
  for (let i = 0; i < length; i += valuesAtOnce) {
    let [first, second, third, fourth] = [0, 0, 0, 0];
    let near = i;
    let far = i + span;
    for (let k = 0; k < radius; k++) {
      const weight = kernel[k]!;
      first += weight * (values[near]! + values[far]!);
      second += weight * (values[near + 1]! + values[far + 1]!);
      third += weight * (values[near + 2]! + values[far + 2]!);
      fourth += weight * (values[near + 3]! + values[far + 3]!);
      near += step;
      far -= step;
    }
    const weight = kernel[radius]!;
    sums[i] = first + weight * values[near]!;
    sums[i + 1] = second + weight * values[near + 1]!;
    sums[i + 2] = third + weight * values[near + 2]!;
    sums[i + 3] = fourth + weight * values[near + 3]!;
  }
}

/** Maps each index from -radius to length + radius - 1 to its mirror image inside. */
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
