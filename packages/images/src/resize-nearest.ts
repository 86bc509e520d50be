/**
 * Resizes one image by taking the nearest pixel up and left, like PyTorch's `interpolate` in mode `nearest`.
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
  const [rows, columns] = [nearestIndices(height, newHeight), nearestIndices(width, newWidth)];
  return pickPixels(values, width, rows, columns, channels);
}

/** Maps each place along a resized side to the place from which it is taken. */
export function nearestIndices(length: number, newLength: number): number[] {
  // Single precision, as in PyTorch, matters: some products fall just short of a whole number.
  const scale = Math.fround(length / newLength);
  return Array.from({ length: newLength }, (_, i) =>
    Math.min(Math.floor(Math.fround(i * scale)), length - 1),
  );
}

/**
 * Selects the pixels where these rows and columns of an image meet.
 * @param values the values of an image of this width, channels interleaved
 */
export function pickPixels<Values extends Float32Array | Uint8Array>(
  values: Values,
  width: number,
  rows: readonly number[],
  columns: readonly number[],
  channels: number,
): Values {
  const arrayType = values.constructor as new (length: number) => Values;
  const picked = new arrayType(rows.length * columns.length * channels);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const from = (row * width + column) * channels;
      picked.set(values.subarray(from, from + channels), (y * columns.length + x) * channels);
    });
  });
  return picked;
}
