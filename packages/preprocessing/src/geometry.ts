import type { ImageShape } from '@fcdd/images';
import type { Augmentation } from './augmentation.ts';

// Whatever moves pixels tells for each row and column of the result which one of the image it is. Images and their
// maps are then picked in the same way. Pixels outside of the image are black, and zero in maps.

/** Cuts a part out of an image at a random place; around the image is a black border of `padding` pixels. */
export function cropImage(from: ImageShape, to: ImageShape, padding: number): Augmentation {
  const rows = new Int32Array(to.height);
  const columns = new Int32Array(to.width);
  return (pixels, random, target, map) => {
    shift(rows, random.integer(from.height + 2 * padding - to.height + 1) - padding);
    shift(columns, random.integer(from.width + 2 * padding - to.width + 1) - padding);
    pick(pixels, from, rows, columns, target, map);
  };
}

/** Cuts out the middle. */
export function centreCropImage(from: ImageShape, to: ImageShape): Augmentation {
  const rows = shift(new Int32Array(to.height), Math.floor((from.height - to.height) / 2));
  const columns = shift(new Int32Array(to.width), Math.floor((from.width - to.width) / 2));
  return (pixels, _random, target, map) => pick(pixels, from, rows, columns, target, map);
}

/** Keeps the pixels that are nearest to the centres of the new ones, as Pillow does. */
export function resizeImage(from: ImageShape, to: ImageShape): Augmentation {
  const nearest = (length: number, newLength: number) =>
    Int32Array.from({ length: newLength }, (_, i) => Math.floor(((i + 0.5) * length) / newLength));
  const rows = nearest(from.height, to.height);
  const columns = nearest(from.width, to.width);
  return (pixels, _random, target, map) => pick(pixels, from, rows, columns, target, map);
}

/** Mirrors every second image, left to right. */
export function flipImage(shape: ImageShape): Augmentation {
  const rows = shift(new Int32Array(shape.height), 0);
  const columns = shift(new Int32Array(shape.width), 0);
  const mirrored = columns.slice().reverse();
  return (pixels, random, target, map) =>
    pick(pixels, shape, rows, random.uniform() < 0.5 ? mirrored : columns, target, map);
}

function shift(indices: Int32Array, distance: number): Int32Array {
  for (let i = 0; i < indices.length; i++) indices[i] = i + distance;
  return indices;
}

function pick(
  pixels: Uint8Array,
  from: ImageShape,
  rows: Int32Array,
  columns: Int32Array,
  target: Uint8Array,
  map: { values: Uint8Array; target: Uint8Array } | undefined,
): void {
  if (from.channels === 3) pickColours(pixels, from, rows, columns, target);
  else pickValues(pixels, from, rows, columns, target);
  if (map) pickValues(map.values, from, rows, columns, map.target);
}

function pickColours(
  pixels: Uint8Array,
  { height, width }: ImageShape,
  rows: Int32Array,
  columns: Int32Array,
  target: Uint8Array,
): void {
  let to = 0;
  for (let y = 0; y < rows.length; y++) {
    const row = rows[y]!;
    const isOutside = row < 0 || row >= height;
    for (let x = 0; x < columns.length; x++, to += 3) {
      const column = columns[x]!;
      if (isOutside || column < 0 || column >= width) {
        target[to] = target[to + 1] = target[to + 2] = 0;
        continue;
      }
      const place = 3 * (row * width + column);
      target[to] = pixels[place]!;
      target[to + 1] = pixels[place + 1]!;
      target[to + 2] = pixels[place + 2]!;
    }
  }
}

/** Copies one channel. */
function pickValues(
  values: Uint8Array,
  { height, width }: ImageShape,
  rows: Int32Array,
  columns: Int32Array,
  target: Uint8Array,
): void {
  let to = 0;
  for (let y = 0; y < rows.length; y++) {
    const row = rows[y]!;
    const isOutside = row < 0 || row >= height;
    for (let x = 0; x < columns.length; x++, to++) {
      const column = columns[x]!;
      target[to] = isOutside || column < 0 || column >= width ? 0 : values[row * width + column]!;
    }
  }
}
