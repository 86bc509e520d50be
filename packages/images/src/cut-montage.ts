import type { RgbImage } from './rgb-image.ts';

/**
 * Cuts a montage of full rows into its images, row by row.
 * @param gap pixels between images and around all of them
 * @throws Error where the montage cannot consist of images of one size and these gaps
 */
export function cutMontage(
  { width, height, pixels }: RgbImage,
  columns: number,
  rows: number,
  gap = 2,
): RgbImage[][] {
  const tile = { width: (width - gap) / columns - gap, height: (height - gap) / rows - gap };
  if (!Number.isInteger(tile.width) || !Number.isInteger(tile.height))
    throw new Error(
      `A montage of ${width} x ${height} pixels does not have ${rows} rows of ${columns} images.`,
    );
  const cut = (row: number, column: number): RgbImage => {
    const left = gap + column * (tile.width + gap);
    const top = gap + row * (tile.height + gap);
    const image = new Uint8Array(tile.width * tile.height * 3);
    for (let y = 0; y < tile.height; y++) {
      const start = ((top + y) * width + left) * 3;
      image.set(pixels.subarray(start, start + tile.width * 3), y * tile.width * 3);
    }
    return { ...tile, pixels: image };
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cut(row, column)),
  );
}
