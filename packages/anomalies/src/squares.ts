import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';

export interface Square {
  /** Pixel at the centre; for even sides the one above and left of it. */
  row: number;
  column: number;
  /** Pixels. */
  side: number;
}

/**
 * Squares whose centres are scattered over an image: each pixel is one with the given probability, independently, on
 * the condition that at least one is. Sides are uniform between the two given ones, both included.
 */
export function scatterSquares(
  { height, width }: ImageShape,
  probability: number,
  [smallest, largest]: [number, number],
  random: RandomSource,
): Square[] {
  const pixels = height * width;
  const logMiss = Math.log1p(-probability);
  const chanceOfAny = -Math.expm1(pixels * logMiss);
  // Gaps between centres are geometric; the first is cut off at the image's end, so that there is a centre.
  const gap = (chance: number) => Math.floor(Math.log1p(-chance * random.uniform()) / logMiss);

  const squares: Square[] = [];
  for (let pixel = Math.min(gap(chanceOfAny), pixels - 1); pixel < pixels; pixel += 1 + gap(1)) {
    const side = smallest + random.integer(largest - smallest + 1);
    squares.push({ row: Math.floor(pixel / width), column: pixel % width, side });
  }
  return squares;
}

/**
 * Visits the index (row * width + column) of each pixel of an image that a square covers.
 * @param rotation radians, about the square's centre
 */
export function forEachPixel(
  { height, width }: ImageShape,
  { row, column, side }: Square,
  rotation: number,
  visit: (pixel: number) => void,
): void {
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const end = Math.floor(side / 2) + 0.5;
  const start = end - side;
  const reach = Math.ceil(end * (Math.abs(cos) + Math.abs(sin)));
  const isInside = (offset: number) => offset >= start && offset < end;

  for (let y = Math.max(row - reach, 0); y <= Math.min(row + reach, height - 1); y++) {
    for (let x = Math.max(column - reach, 0); x <= Math.min(column + reach, width - 1); x++) {
      const down = y - row;
      const right = x - column;
      if (isInside(cos * down - sin * right) && isInside(sin * down + cos * right)) visit(y * width + x);
    }
  }
}
