import { type ClassStatistics, type ImageShape, type ImageStack, imageAt } from '@fcdd/images';

/** Statistics of each class, gathered image by image: there may be more images than memory holds. */
export interface StatisticsAccumulator {
  /**
   * Takes a nominal training image into account.
   * @param label class index
   */
  add(pixels: Uint8Array, label: number): void;
  /** Null for a class without images, such as one that a user's copy of a data set lacks. */
  result(): (ClassStatistics | null)[];
}

/** @param shape of the images */
export function createStatistics(
  classCount: number,
  { height, width, channels }: ImageShape,
): StatisticsAccumulator {
  const classes = Array.from({ length: classCount }, () => emptySums(channels));
  // How often each channel of an image has each value: all that its statistics need.
  const histogram = new Uint32Array(channels * 256);
  return {
    add(pixels, label) {
      countValues(pixels, channels, histogram);
      addImage(classes[label]!, histogram, pixels.length);
    },
    result: () => classes.map((sums) => statisticsOf(sums, height * width)),
  };
}

/**
 * The statistics of each class of images in memory.
 * @param labels class indices, one an image
 * @returns null for a class without images
 */
export function classStatistics(
  images: ImageStack,
  labels: Int32Array,
  classCount: number,
): (ClassStatistics | null)[] {
  const statistics = createStatistics(classCount, images);
  labels.forEach((label, index) => statistics.add(imageAt(images, index), label));
  return statistics.result();
}

/** Sums of one class. Sums of bytes and of their squares are exact: they stay below 2^53. */
interface Sums {
  count: number;
  values: Float64Array;
  squares: Float64Array;
  /** Smallest value of each channel, after local contrast normalization. */
  smallest: Float64Array;
  largest: Float64Array;
}

function emptySums(channels: number): Sums {
  return {
    count: 0,
    values: new Float64Array(channels),
    squares: new Float64Array(channels),
    smallest: new Float64Array(channels).fill(Infinity),
    largest: new Float64Array(channels).fill(-Infinity),
  };
}

function countValues(pixels: Uint8Array, channels: number, histogram: Uint32Array): void {
  histogram.fill(0);
  for (let channel = 0; channel < channels; channel++)
    for (let i = channel, from = 256 * channel; i < pixels.length; i += channels)
      histogram[from + pixels[i]!]!++;
}

function addImage(sums: Sums, histogram: Uint32Array, size: number): void {
  const { mean, scale } = localContrastOf(histogram, size);
  sums.count++;
  for (let channel = 0; channel < sums.values.length; channel++) {
    let [smallest, largest] = [256, -1];
    for (let value = 0; value < 256; value++) {
      const count = histogram[256 * channel + value]!;
      if (count === 0) continue;
      sums.values[channel]! += count * value;
      sums.squares[channel]! += count * value * value;
      smallest = Math.min(smallest, value);
      largest = value;
    }
    sums.smallest[channel] = Math.min(sums.smallest[channel]!, (smallest - mean) / scale);
    sums.largest[channel] = Math.max(sums.largest[channel]!, (largest - mean) / scale);
  }
}

/** The same as `localContrast`, but from an image's histogram. */
function localContrastOf(histogram: Uint32Array, size: number): { mean: number; scale: number } {
  let sum = 0;
  for (let i = 0; i < histogram.length; i++) sum += histogram[i]! * (i & 255);
  const mean = sum / size;
  let deviation = 0;
  for (let i = 0; i < histogram.length; i++) deviation += histogram[i]! * Math.abs((i & 255) - mean);
  return { mean, scale: deviation / size || 1 };
}

function statisticsOf(sums: Sums, pixelCount: number): ClassStatistics | null {
  if (sums.count === 0) return null;
  const count = sums.count * pixelCount;
  const mean = Array.from(sums.values, (sum) => sum / count / 255);
  const standardDeviation = Array.from(
    sums.squares,
    (square, channel) => deviationOf(count, sums.values[channel]!, square) / 255,
  );
  const channelContrasts = mean.map((_, channel) => ({
    smallest: sums.smallest[channel]!,
    largest: sums.largest[channel]!,
  }));
  const contrast = { smallest: Math.min(...sums.smallest), largest: Math.max(...sums.largest) };
  return { mean, standardDeviation, contrast, ...(mean.length > 1 && { channelContrasts }) };
}

/**
 * Standard deviation of whole numbers, from their sum and the sum of their squares. The difference in it is exact, so
 * that values which are all equal have none.
 */
function deviationOf(count: number, sum: number, squares: number): number {
  return Math.sqrt(Number(BigInt(count) * BigInt(squares) - BigInt(sum) ** 2n)) / count;
}
