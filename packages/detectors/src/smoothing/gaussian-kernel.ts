/**
 * The 1-d factor of the upsampling kernel, which is its outer product with itself. It is not normalised: the centre is 1.
 * An even size has two centres, and all of its weights are halved.
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
