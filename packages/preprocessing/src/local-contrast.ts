/** Numbers that local contrast normalization subtracts from an image and divides it by. */
export interface LocalContrast {
  mean: number;
  /** Mean absolute deviation from the mean; 1 for a plain image, which becomes zeros. */
  scale: number;
}

/** Mean and l1 scale over all values of one image, in whatever unit they have: it cancels out. */
export function localContrast(image: Uint8Array | Float32Array): LocalContrast {
  const count = image.length;
  const first = image[0]!;
  let sum = 0;
  let isPlain = true;
  for (let i = 0; i < count; i++) {
    sum += image[i]!;
    if (image[i] !== first) isPlain = false;
  }
  // Rounding would give values that are all equal a deviation, and so make noise of them.
  if (isPlain) return { mean: first, scale: 1 };
  const mean = sum / count;
  let deviation = 0;
  for (let i = 0; i < count; i++) deviation += Math.abs(image[i]! - mean);
  return { mean, scale: deviation / count };
}
