import { type LabelledImages, emptyStack, imageAt, imageSize } from '@fcdd/images';
import { type Label, createSampler, sampleCount } from './batches/sampler.ts';
import { type TrainingSet, hasAnomalies } from './batches/training-set.ts';

const mostPerLabel = 256;
/** Size limit of the samples of one label, so that large images do not fill the store. */
const mostBytesPerLabel = 2 ** 23;

/**
 * Draws training samples, augmented but not normalized: first samples of label 0, then as many of label 1. A training
 * without anomalies gives only nominal samples. They have ground-truth maps if batches have them.
 */
export function drawSamples(set: TrainingSet, perLabel = samplesPerLabel(set)): LabelledImages {
  const { height, width, channels } = set.shape;
  const wanted: Label[] = hasAnomalies(set) ? [0, 1] : [set.nominalLabel];
  const labels = Int32Array.from(wanted.flatMap((label) => new Array<number>(perLabel).fill(label)));
  const images = emptyStack(labels.length, height, width, channels);

  const random = set.random.fork('samples');
  const sample = createSampler(set, random);
  const pixels = new Uint8Array(imageSize(images));
  const map = new Uint8Array(height * width);
  const maps = set.hasMaps ? new Uint8Array(labels.length * map.length) : undefined;
  const drawn = wanted.map(() => 0);
  while (drawn.some((count) => count < perLabel)) {
    const position = wanted.indexOf(sample(random.integer(sampleCount(set)), pixels, maps && map));
    if (drawn[position] === perLabel) continue;
    const index = position * perLabel + drawn[position]!++;
    imageAt(images, index).set(pixels);
    maps?.set(map, index * map.length);
  }
  return { images, labels, ...(maps && { maps }) };
}

function samplesPerLabel({ shape }: TrainingSet): number {
  return Math.min(mostPerLabel, Math.ceil(mostBytesPerLabel / imageSize(shape)));
}
