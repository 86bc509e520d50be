import { DataError } from '@fcdd/errors';
import { type ImageStack, emptyStack, imageAt } from '@fcdd/images';

/** Images of one file of CIFAR with their class indices. */
export interface CifarBatch {
  /** 32 x 32 in colour. */
  images: ImageStack;
  labels: number[];
}

const side = 32;
const planeSize = side * side;
const imageSize = 3 * planeSize;

/**
 * Reads a file of the binary version: each record has its labels, a byte each, then the red, green and blue plane.
 * @param labelBytes labels in a record; the last one counts: CIFAR-100 has a coarse one before the fine one
 * @throws DataError where it is not made of whole records
 */
export function parseBinaryBatch(bytes: Uint8Array, labelBytes: number, file: string): CifarBatch {
  const recordSize = labelBytes + imageSize;
  const count = bytes.length / recordSize;
  if (!Number.isInteger(count) || count === 0)
    throw new DataError(
      `${file} has ${bytes.length} bytes, which is not a whole number of records of ${recordSize} bytes.`,
      {
        hint: 'It may be cut off: fetch it again.',
      },
    );
  const planes = new Uint8Array(count * imageSize);
  const labels = Array.from({ length: count }, (_, i) => {
    const start = i * recordSize + labelBytes;
    planes.set(bytes.subarray(start, start + imageSize), i * imageSize);
    return bytes[start - 1]!;
  });
  return { images: interleaved(planes, count), labels };
}

/** @param planes of each image the red, green and blue plane */
export function interleaved(planes: Uint8Array, count: number): ImageStack {
  const images = emptyStack(count, side, side, 3);
  for (let index = 0; index < count; index++) {
    const pixels = imageAt(images, index);
    const start = index * imageSize;
    for (let channel = 0; channel < 3; channel++)
      for (let pixel = 0; pixel < planeSize; pixel++)
        pixels[3 * pixel + channel] = planes[start + channel * planeSize + pixel]!;
  }
  return images;
}
