import type { Lowering } from '../lowering/lowering.ts';
import { inputTile, outputTile } from './winograd-matrices.ts';

/** An ONNX value whose axes are batch, height, width, channels. */
export interface Images {
  readonly name: string;
  readonly extents: Extents;
}

export type Extents = readonly [batch: number, height: number, width: number, channels: number];

/** Some images of a batch. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
}

/** Number of tiles that cover the output of an image. */
export interface TileGrid {
  readonly rows: number;
  readonly columns: number;
}

export function gridOver(height: number, width: number): TileGrid {
  return { rows: Math.ceil(height / outputTile), columns: Math.ceil(width / outputTile) };
}

/**
 * Cuts images into overlapping tiles, one every `outputTile` pixels. Only the chunk is copied and padded, because the
 * padded batch would need as much memory as a layer's result.
 * @param margins zeros above and to the left of an image; below and to the right there are as many as the tiles need
 * @returns [inputTile * inputTile, images of the chunk * rows * columns * channels]
 */
export function cutTiles(
  lowering: Lowering,
  images: Images,
  chunk: Chunk,
  { rows, columns }: TileGrid,
  margins: readonly [top: number, left: number],
): string {
  const padded = padForTiles(lowering, chunkOf(lowering, images, chunk), { rows, columns }, margins);
  const [count, height, width, channels] = padded.extents;
  const indices = sums(lowering, [
    lowering.constant(grid(inputTile, inputTile, width, 1), [inputTile ** 2, 1, 1], 'int64'),
    lowering.constant(grid(count, 1, height * width, 0), [count, 1], 'int64'),
    lowering.constant(grid(rows, columns, outputTile * width, outputTile), [rows * columns], 'int64'),
  ]);
  const pixels = lowering.reshape(padded.name, [count * height * width, channels]);
  const tiles = lowering.node('Gather', [pixels, indices], { axis: 0 });
  return lowering.reshape(tiles, [inputTile ** 2, count * rows * columns * channels]);
}

function chunkOf(lowering: Lowering, { name, extents }: Images, { first, count }: Chunk): Images {
  const [batch, ...pixels] = extents;
  if (count === batch) return { name, extents };
  const bounds = [[first], [first + count], [0]].map((bound) => lowering.integers(bound));
  return { name: lowering.node('Slice', [name, ...bounds]), extents: [count, ...pixels] };
}

/** Surrounds images with zeros, or crops them, so that tiles fill them. */
function padForTiles(
  lowering: Lowering,
  { name, extents: [batch, height, width, channels] }: Images,
  { rows, columns }: TileGrid,
  [top, left]: readonly [number, number],
): Images {
  const paddedHeight = (rows - 1) * outputTile + inputTile;
  const paddedWidth = (columns - 1) * outputTile + inputTile;
  const margins = [0, top, left, 0, 0, paddedHeight - top - height, paddedWidth - left - width, 0];
  const extents = [batch, paddedHeight, paddedWidth, channels] as const;
  if (margins.every((margin) => margin === 0)) return { name, extents };
  return { name: lowering.node('Pad', [name, lowering.integers(margins)]), extents };
}

/**
 * Puts tiles of the output side by side.
 * @param tiles [outputTile * outputTile, batch * rows * columns * channels]
 */
export function joinTiles(lowering: Lowering, tiles: string, extents: Extents): string {
  const [batch, height, width, channels] = extents;
  const { rows, columns } = gridOver(height, width);
  const starts = range(batch).map((image) => image * rows * columns);
  const placeOf = (side: number) => side % outputTile;
  const tileOf = (side: number) => Math.floor(side / outputTile);
  const stride = batch * rows * columns;
  const along = (extent: number, step: number, tileStep: number) =>
    range(extent).map((side) => placeOf(side) * step * stride + tileOf(side) * tileStep);
  const indices = sums(lowering, [
    lowering.constant(starts, [batch, 1, 1], 'int64'),
    lowering.constant(along(height, outputTile, columns), [height, 1], 'int64'),
    lowering.constant(along(width, 1, 1), [width], 'int64'),
  ]);
  return lowering.node('Gather', [lowering.reshape(tiles, [-1, channels]), indices], { axis: 0 });
}

/** Distances of the cells of a grid from its first one, by rows. */
function grid(rows: number, columns: number, rowStep: number, columnStep: number): number[] {
  return range(rows).flatMap((row) => range(columns).map((column) => row * rowStep + column * columnStep));
}

/**
 * Adds constants in the graph. onnxruntime computes the sum once, so that the model contains few of the many indices.
 */
function sums(lowering: Lowering, [first, ...rest]: string[]): string {
  return rest.reduce((sum, next) => lowering.node('Add', [sum, next]), first!);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
