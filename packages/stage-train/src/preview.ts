import type { Preprocessing } from '@fcdd/data';
import { type RgbImage, imageAt, imageSize, montage, toRgb } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import type { LabelledImages } from '@fcdd/records';

const samplesPerLabel = 20;

/** The first samples of each label, a row for each, as the net sees them: normalized, each stretched to 0..255. */
export function drawPreview(
  { images, labels }: LabelledImages,
  preprocessing: Preprocessing,
  random: RandomSource,
): RgbImage {
  const normalized = new Float32Array(imageSize(images));
  const rows = [...new Set(labels)].map((label) => {
    const first = labels.indexOf(label);
    return Array.from({ length: samplesPerLabel }, (_, i) => {
      preprocessing.normalize(imageAt(images, first + i), normalized, random);
      return toRgb(stretched(normalized), images.width, images.height, images.channels);
    });
  });
  return montage(rows.flat(), samplesPerLabel);
}

function stretched(values: Float32Array): Uint8Array {
  const smallest = values.reduce((a, b) => Math.min(a, b));
  const largest = values.reduce((a, b) => Math.max(a, b));
  const factor = 255 / (largest - smallest || 1);
  return Uint8Array.from(values, (value) => Math.round((value - smallest) * factor));
}
