import { type LabelledImages, emptyStack, imageAt, imageSize } from '@fcdd/images';
import { anomalousLabel, createSampler, nominalLabel, sampleCount } from './batches/sampler.ts';
import { type TrainingSet, hasAnomalies } from './batches/training-set.ts';

const samplesPerLabel = 256;

/**
 * Training samples as they are drawn, augmented but not normalized: first nominal ones, then as many anomalous ones,
 * where the training has any. With their ground-truth maps, where batches have them.
 */
export function drawSamples(set: TrainingSet, perLabel = samplesPerLabel): LabelledImages {
  const { height, width, channels } = set.nominal;
  const wanted = hasAnomalies(set) ? [nominalLabel, anomalousLabel] : [nominalLabel];
  const labels = Int32Array.from(wanted.flatMap((label) => new Array<number>(perLabel).fill(label)));
  const images = emptyStack(labels.length, height, width, channels);

  const random = set.random.fork('samples');
  const sample = createSampler(set, random);
  const pixels = new Uint8Array(imageSize(images));
  const map = new Uint8Array(height * width);
  const maps = set.hasMaps ? new Uint8Array(labels.length * map.length) : undefined;
  const drawn = wanted.map(() => 0);
  while (drawn.some((count) => count < perLabel)) {
    const label = sample(random.integer(sampleCount(set)), pixels, maps && map);
    if (drawn[label] === perLabel) continue;
    const index = label * perLabel + drawn[label]!++;
    imageAt(images, index).set(pixels);
    maps?.set(map, index * map.length);
  }
  return { images, labels, ...(maps && { maps }) };
}
