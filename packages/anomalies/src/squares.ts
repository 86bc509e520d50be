import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { type Box, grow } from './boxes.ts';
import type { SquareSetParameters } from './noise-parameters.ts';

export interface Square {
  /** Row of the centre pixel, which lies above and left of the centre if the side is even. */
  row: number;
  column: number;
  /** Side in pixels. */
  side: number;
  /** Rotation about the centre, in radians. */
  rotation: number;
}

/**
 * Scatters squares over an image. Each pixel is a centre with the given probability, independently, on the condition
 * that at least one is. Sides and rotations are uniform.
 */
export function scatterSquares(
  { height, width }: ImageShape,
  { probability, sides, rotation }: SquareSetParameters,
  random: RandomSource,
): Square[] {
  const pixels = height * width;
  const logMiss = Math.log1p(-probability);
  const chanceOfAny = -Math.expm1(pixels * logMiss);
  // Gaps between centres are geometric. The first is cut off at the image's end, so that there is a centre.
  const gap = (chance: number) => Math.floor(Math.log1p(-chance * random.uniform()) / logMiss);

  const squares: Square[] = [];
  for (let pixel = Math.min(gap(chanceOfAny), pixels - 1); pixel < pixels; pixel += 1 + gap(1)) {
    squares.push({
      row: Math.floor(pixel / width),
      column: pixel % width,
      side: sides.smallest + random.integer(sides.largest - sides.smallest + 1),
      rotation: ((2 * random.uniform() - 1) * rotation * Math.PI) / 180,
    });
  }
  return squares;
}

/** Visits the index (row * width + column) of each pixel of an image that a square covers. */
export function forEachPixel(shape: ImageShape, square: Square, visit: (pixel: number) => void): void {
  const { row, column, side, rotation } = square;
  const { top, bottom, left, right } = boxAround(square, shape);
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const end = Math.floor(side / 2) + 0.5;
  const start = end - side;
  const isInside = (offset: number) => offset >= start && offset < end;

  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const down = y - row;
      const across = x - column;
      if (isInside(cos * down - sin * across) && isInside(sin * down + cos * across))
        visit(y * shape.width + x);
    }
}

/** Box of all pixels of an image that a square may cover. */
export function boxAround({ row, column, side, rotation }: Square, shape: ImageShape): Box {
  const reach = Math.ceil(
    (Math.floor(side / 2) + 0.5) * (Math.abs(Math.cos(rotation)) + Math.abs(Math.sin(rotation))),
  );
  return grow({ top: row, bottom: row + 1, left: column, right: column + 1 }, reach, shape);
}
