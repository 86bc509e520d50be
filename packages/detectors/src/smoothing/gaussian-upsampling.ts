import { gaussianKernel } from './gaussian-kernel.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import { type AxisWeights, applySeparably } from './separable-map.ts';

/**
 * Upsamples anomaly maps to the size of the images: each map pixel becomes a Gaussian over its receptive field.
 * Equals a transposed convolution with the outer product of {@link gaussianKernel}, done one axis after the other.
 * @param maps [count, height, width]
 * @param field receptive field of a map pixel
 * @param size height and width of the result
 * @param standardDeviation of the Gaussian, in pixels of the result; by default it follows from the field's extent
 * @returns [count, size, size]
 */
export function upsampleMaps(
  maps: Float32Array,
  count: number,
  height: number,
  width: number,
  field: ReceptiveField,
  size: number,
  standardDeviation?: number | null,
): Float32Array {
  const vertical = upsamplingWeights(field, height, size, standardDeviation);
  const horizontal = upsamplingWeights(field, width, size, standardDeviation);
  return applySeparably(maps, count, vertical, horizontal);
}

/** The upsampling along one axis, from `sources` map pixels to `targets` image pixels. */
export function upsamplingWeights(
  { jump, extent, start }: ReceptiveField,
  sources: number,
  targets: number,
  standardDeviation?: number | null,
): AxisWeights {
  const kernel = gaussianKernel(extent, standardDeviation ?? undefined);
  // A centre between two pixels counts as the first of them.
  const offset = Math.floor((extent - 1) / 2) - Math.floor(start);
  const values = new Float64Array(sources * targets);
  for (let source = 0; source < sources; source++)
    for (let target = 0; target < targets; target++)
      values[source * targets + target] = kernel[target + offset - source * jump] ?? 0;
  return { sources, targets, values };
}
