import type { ReceptiveField } from './receptive-field.ts';

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
  const vertical = weightsOf(field, height, size, standardDeviation);
  const horizontal = weightsOf(field, width, size, standardDeviation);
  const result = new Float32Array(count * size * size);
  const columns = new Float64Array(height * size);
  for (let index = 0; index < count; index++) {
    const map = maps.subarray(index * height * width, (index + 1) * height * width);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < size; x++) {
        let sum = 0;
        for (let from = 0; from < width; from++) sum += map[y * width + from]! * horizontal[from * size + x]!;
        columns[y * size + x] = sum;
      }
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        let sum = 0;
        for (let from = 0; from < height; from++)
          sum += columns[from * size + x]! * vertical[from * size + y]!;
        result[(index * size + y) * size + x] = sum;
      }
  }
  return result;
}

/**
 * The 1-d factor of the kernel, which is its outer product with itself. Not normalised: the centre is 1. An even size
 * has two centres, each of half weight, as has all the rest.
 */
export function gaussianKernel(
  size: number,
  standardDeviation: number = defaultStandardDeviation(size),
): Float64Array {
  const isEven = size % 2 === 0;
  const centre = (size - (isEven ? 2 : 1)) / 2;
  return Float64Array.from({ length: size }, (_, index) => {
    const distance = isEven && index > centre ? index - centre - 1 : index - centre;
    return Math.exp(-0.5 * (distance / standardDeviation) ** 2) / (isEven ? 2 : 1);
  });
}

/** The original implementation's rule for a kernel of this size. */
export function defaultStandardDeviation(size: number): number {
  return size < 32 ? Math.log10(0.45 * size + 1) + 0.25 : 10;
}

/** How much of each map pixel each result pixel takes along one axis: [from, to]. */
function weightsOf(
  { jump, extent, start }: ReceptiveField,
  from: number,
  to: number,
  standardDeviation?: number | null,
): Float64Array {
  const kernel = gaussianKernel(extent, standardDeviation ?? undefined);
  // A centre between two pixels counts as the first of them.
  const offset = Math.floor((extent - 1) / 2) - Math.floor(start);
  const weights = new Float64Array(from * to);
  for (let source = 0; source < from; source++)
    for (let target = 0; target < to; target++)
      weights[source * to + target] = kernel[target + offset - source * jump] ?? 0;
  return weights;
}
