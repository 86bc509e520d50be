/** The share of each source pixel in each target pixel along one axis. */
export interface AxisWeights {
  sources: number;
  targets: number;
  /** [sources, targets]. */
  values: Float64Array;
}

/**
 * A linear map of pictures that is the product of one along their columns and one along their rows.
 * @param pictures [count, vertical.sources, horizontal.sources]
 * @returns [count, vertical.targets, horizontal.targets]
 */
export function applySeparably(
  pictures: Float32Array,
  count: number,
  vertical: AxisWeights,
  horizontal: AxisWeights,
): Float32Array {
  const [height, width] = [vertical.targets, horizontal.targets];
  const [sourceHeight, sourceWidth] = [vertical.sources, horizontal.sources];
  const result = new Float32Array(count * height * width);
  const rows = new Float64Array(sourceHeight * width);
  for (let index = 0; index < count; index++) {
    const picture = pictures.subarray(index * sourceHeight * sourceWidth);
    for (let y = 0; y < sourceHeight; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let from = 0; from < sourceWidth; from++)
          sum += picture[y * sourceWidth + from]! * horizontal.values[from * width + x]!;
        rows[y * width + x] = sum;
      }
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let from = 0; from < sourceHeight; from++)
          sum += rows[from * width + x]! * vertical.values[from * height + y]!;
        result[(index * height + y) * width + x] = sum;
      }
  }
  return result;
}
