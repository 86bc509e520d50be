import type { Preprocessing } from '@fcdd/preprocessing';
import { type ImageReader, imageSize } from '@fcdd/images';
import type { ImageBatch } from '@fcdd/fitting';

/** Input pixels of a batch. More are hardly faster, and 128 channels of activations already take 500 MB. */
const pixelsPerBatch = 128 * 28 * 28;

/**
 * Yields all images of a set in order, preprocessed for the net.
 * @param onScored receives the number of scored images each time the next batch is requested
 */
export function* preprocessedBatches(
  set: ImageReader,
  { normalize }: Pick<Preprocessing, 'normalize'>,
  onScored: (done: number) => void = () => {},
): Generator<ImageBatch> {
  const size = imageSize(set);
  const pixels = new Uint8Array(size);
  const length = Math.max(Math.floor(pixelsPerBatch / (set.height * set.width)), 1);
  for (let start = 0; start < set.count; start += length) {
    const count = Math.min(length, set.count - start);
    const images = new Float32Array(count * size);
    for (let i = 0; i < count; i++) {
      set.read(start + i, pixels);
      normalize(pixels, images.subarray(i * size, (i + 1) * size));
    }
    yield { images, count };
    onScored(start + count);
  }
}
