/** Numbers that local contrast normalization subtracts from an image and divides it by. */
export interface LocalContrast {
  mean: number;
  /** Mean absolute deviation from the mean; 1 where that is zero, so that a plain image becomes zeros. */
  scale: number;
}

/** Mean and l1 scale over all values of one image, in whatever unit they have: it cancels out. */
export function localContrast(image: Uint8Array | Float32Array): LocalContrast {
  const count = image.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += image[i]!;
  const mean = sum / count;
  let deviation = 0;
  for (let i = 0; i < count; i++) deviation += Math.abs(image[i]! - mean);
  return { mean, scale: deviation / count || 1 };
}
