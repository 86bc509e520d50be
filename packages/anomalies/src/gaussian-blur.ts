import type { ImageShape } from '@fcdd/images';

export interface BlurOptions {
  /** Width of the kernel in pixels, odd. */
  size: number;
  /** Pixels. */
  standardDeviation: number;
}

/** Blurs an image in place, channel by channel, with a normalized Gaussian; the border is mirrored at its pixels. */
export function blur(
  image: Float32Array,
  { height, width, channels }: ImageShape,
  options: BlurOptions,
): void {
  const kernel = gaussianKernel(options);
  const rowLength = width * channels;
  const alongRow = lineBlur(image, channels, width, kernel);
  for (let row = 0; row < height; row++)
    for (let channel = 0; channel < channels; channel++) alongRow(row * rowLength + channel);
  const alongColumn = lineBlur(image, rowLength, height, kernel);
  for (let start = 0; start < rowLength; start++) alongColumn(start);
}

/** Blurs the `length` values that begin at a given index and are `step` apart. */
function lineBlur(
  image: Float32Array,
  step: number,
  length: number,
  kernel: Float64Array,
): (start: number) => void {
  const radius = (kernel.length - 1) / 2;
  const padded = new Float64Array(length + 2 * radius);
  const offsets = Int32Array.from(padded, (_, i) => step * mirrored(i - radius, length));
  return (start) => {
    let isBlank = true;
    for (let i = 0; i < padded.length; i++) {
      const value = image[start + offsets[i]!]!;
      padded[i] = value;
      isBlank &&= value === 0;
    }
    if (isBlank) return;
    for (let i = 0; i < length; i++) {
      let sum = kernel[radius]! * padded[i + radius]!;
      for (let k = 0; k < radius; k++) sum += kernel[k]! * (padded[i + k]! + padded[i + 2 * radius - k]!);
      image[start + step * i] = sum;
    }
  };
}

/** The index in 0 .. length - 1 that an index outside is reflected to. */
function mirrored(index: number, length: number): number {
  const period = Math.max(2 * (length - 1), 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded) % length;
}

function gaussianKernel({ size, standardDeviation }: BlurOptions): Float64Array {
  const centre = (size - 1) / 2;
  const kernel = Float64Array.from({ length: size }, (_, i) =>
    Math.exp(-(((i - centre) / standardDeviation) ** 2) / 2),
  );
  const sum = kernel.reduce((total, value) => total + value);
  return kernel.map((value) => value / sum);
}
