import { DataError } from '@fcdd/errors';
import { type ClassStatistics, type ImageStack, imageAt } from '@fcdd/images';
import { localContrastRange } from './local-contrast.ts';

/**
 * The statistics of each class.
 * @param labels class indices, one an image
 * @throws DataError where a class has no image
 */
export function classStatistics(
  images: ImageStack,
  labels: Int32Array,
  classCount: number,
): ClassStatistics[] {
  return Array.from({ length: classCount }, (_, classIndex) => statisticsOf(images, labels, classIndex));
}

function statisticsOf(images: ImageStack, labels: Int32Array, classIndex: number): ClassStatistics {
  const { channels } = images;
  // Sums of bytes and of their squares are exact: they stay below 2^53.
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const contrast = { smallest: Infinity, largest: -Infinity };
  let count = 0;
  for (let index = 0; index < images.count; index++) {
    if (labels[index] !== classIndex) continue;
    count++;
    const image = imageAt(images, index);
    for (let i = 0; i < image.length; i++) {
      const value = image[i]!;
      sums[i % channels]! += value;
      squares[i % channels]! += value * value;
    }
    const { smallest, largest } = localContrastRange(image);
    contrast.smallest = Math.min(contrast.smallest, smallest);
    contrast.largest = Math.max(contrast.largest, largest);
  }
  if (count === 0) throw new DataError(`No training image belongs to the class with index ${classIndex}.`);
  const values = count * images.height * images.width;
  const mean = Array.from(sums, (sum) => sum / values / 255);
  const standardDeviation = Array.from(squares, (square, channel) =>
    // Rounding can make the variance of equal values a little negative.
    Math.sqrt(Math.max(0, square / values / 255 ** 2 - mean[channel]! ** 2)),
  );
  return { mean, standardDeviation, contrast };
}
