import { defaultStandardDeviation, gaussianKernel } from './gaussian-kernel.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import { type AxisWeights, applySeparably } from './separable-map.ts';

/**
 * Blurs anomaly maps with a normalised Gaussian as wide as the receptive field, made odd; the border is mirrored at its
 * pixels. Source: the original implementation's blur of heatmaps that need no upsampling.
 * @param maps [count, height, width]
 * @param standardDeviation of the Gaussian, in pixels; by default it follows from its width
 * @returns [count, height, width]
 */
export function blurMaps(
  maps: Float32Array,
  count: number,
  height: number,
  width: number,
  field: ReceptiveField,
  standardDeviation?: number | null,
): Float32Array {
  return applySeparably(
    maps,
    count,
    blurWeights(field, height, standardDeviation),
    blurWeights(field, width, standardDeviation),
  );
}

/** The blur along one axis of this length. */
export function blurWeights(
  { extent }: ReceptiveField,
  length: number,
  standardDeviation?: number | null,
): AxisWeights {
  const radius = Math.floor((extent - 1) / 2);
  const size = 2 * radius + 1;
  const kernel = gaussianKernel(size, standardDeviation ?? defaultStandardDeviation(size));
  const sum = kernel.reduce((total, value) => total + value);
  const values = new Float64Array(length * length);
  for (let target = 0; target < length; target++)
    kernel.forEach((weight, index) => {
      values[mirrored(target + index - radius, length) * length + target]! += weight / sum;
    });
  return { sources: length, targets: length, values };
}

/** The index in 0 .. length - 1 that an index outside is reflected to. */
function mirrored(index: number, length: number): number {
  const period = Math.max(2 * (length - 1), 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded) % length;
}
