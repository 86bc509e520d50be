import { type RgbImage, blankRgb } from './rgb-image.ts';

/**
 * Arranges images of one size in a grid, row by row, on black.
 * @param gap pixels between images and around all of them
 * @throws Error where there is no image, or their sizes differ
 */
export function montage(images: readonly RgbImage[], columns: number, gap = 2): RgbImage {
  const [first] = images;
  if (!first) throw new Error('A montage needs at least one image.');
  const { width, height } = first;
  if (images.some((image) => image.width !== width || image.height !== height))
    throw new Error('The images of a montage must have one size.');
  const usedColumns = Math.min(columns, images.length);
  const rows = Math.ceil(images.length / usedColumns);
  const canvas = blankRgb(usedColumns * (width + gap) + gap, rows * (height + gap) + gap);
  images.forEach((image, index) => {
    const left = gap + (index % usedColumns) * (width + gap);
    const top = gap + Math.floor(index / usedColumns) * (height + gap);
    paste(canvas, image, left, top);
  });
  return canvas;
}

function paste(canvas: RgbImage, image: RgbImage, left: number, top: number): void {
  const rowLength = image.width * 3;
  for (let y = 0; y < image.height; y++) {
    const row = image.pixels.subarray(y * rowLength, (y + 1) * rowLength);
    canvas.pixels.set(row, ((top + y) * canvas.width + left) * 3);
  }
}
