import { imageSize } from '@fcdd/images';
import type { TrainingBatch } from '@fcdd/fitting';
import { createSampler, sampleCount } from './sampler.ts';
import type { TrainingSet } from './training-set.ts';

/**
 * Yields the batches of one epoch: every sample once, in random order; the last batch has the remaining samples. They
 * depend only on the set's seed and the epoch.
 */
export function* epochBatches(
  set: TrainingSet,
  epoch: number,
  batchSize: number,
): Generator<TrainingBatch, void, void> {
  const random = set.random.fork('epoch', epoch);
  const order = random.shuffle(Uint32Array.from({ length: sampleCount(set) }, (_, i) => i));
  const sample = createSampler(set, random);
  const size = imageSize(set.shape);
  const pixelCount = set.shape.height * set.shape.width;
  const pixels = new Uint8Array(size);
  for (let start = 0; start < order.length; start += batchSize) {
    const indices = order.subarray(start, start + batchSize);
    const images = new Float32Array(indices.length * size);
    const labels = new Uint8Array(indices.length);
    const maps = set.hasMaps ? new Uint8Array(indices.length * pixelCount) : undefined;
    indices.forEach((index, i) => {
      labels[i] = sample(index, pixels, maps?.subarray(i * pixelCount, (i + 1) * pixelCount));
      set.preprocessing.normalize(pixels, images.subarray(i * size, (i + 1) * size), random);
    });
    yield { images, labels, ...(maps && { maps }), count: indices.length };
  }
}

export function batchCount(set: TrainingSet, batchSize: number): number {
  return Math.ceil(sampleCount(set) / batchSize);
}
