import { imageSize } from '@fcdd/images';
import { writeTensors } from '@fcdd/tensors';
import { smooth } from './anomaly-maps.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * Writes the numbers behind a row of heatmaps as a safetensors file. It holds the samples' `indices` in their set, their
 * `scores`, their `inputs` [samples, height, width, channels] before preprocessing, and their `heatmaps` [samples,
 * height, width] before normalization.
 */
export async function writeRawHeatmaps(
  file: string,
  { images, scored, maps }: SampleSet,
  indices: readonly number[],
): Promise<void> {
  const { height, width, channels } = images;
  const count = indices.length;
  const size = imageSize(images);
  const inputs = new Uint8Array(count * size);
  indices.forEach((index, i) => images.read(index, inputs.subarray(i * size, (i + 1) * size)));
  await writeTensors(file, {
    indices: { shape: [count], data: Int32Array.from(indices) },
    scores: { shape: [count], data: Float32Array.from(indices, (index) => scored.scores[index]!) },
    inputs: { shape: [count, height, width, channels], data: inputs },
    heatmaps: { shape: [count, height, width], data: smooth(maps, indices) },
  });
}
