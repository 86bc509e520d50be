/**
 * Resizes one image by taking the nearest pixel up and left, as PyTorch's `interpolate` does in mode `nearest`.
 * @param values height * width * channels values, channels interleaved
 */
export function resizeNearest<Values extends Float32Array | Uint8Array>(
  values: Values,
  width: number,
  height: number,
  newWidth: number,
  newHeight: number,
  channels = 1,
): Values {
  const arrayType = values.constructor as new (length: number) => Values;
  const resized = new arrayType(newWidth * newHeight * channels);
  const columns = sourceIndices(width, newWidth);
  sourceIndices(height, newHeight).forEach((row, y) => {
    columns.forEach((column, x) => {
      const from = (row * width + column) * channels;
      resized.set(values.subarray(from, from + channels), (y * newWidth + x) * channels);
    });
  });
  return resized;
}

function sourceIndices(length: number, newLength: number): number[] {
  return Array.from({ length: newLength }, (_, i) => Math.floor((i * length) / newLength));
}
