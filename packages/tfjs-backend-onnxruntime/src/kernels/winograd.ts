import type { Lowering } from '../lowering/lowering.ts';
import type { Target } from '../lowering/target.ts';
import type { ConvolutionGeometry } from './convolution.ts';
import { type Matrix, filterTransform, inputTransform, outputTransform } from './winograd-matrices.ts';
import {
  type Chunk,
  type Extents,
  type Images,
  type TileGrid,
  cutTiles,
  gridOver,
  joinTiles,
} from './winograd-tiles.ts';

// Winograd's minimal filtering: a tile of 4 x 4 outputs of a 3 x 3 filter takes 36 products for each pair of channels
// instead of 144. They are 36 products of matrices, [tiles, channels in] x [channels in, channels out]. Source:
// Lavin, Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, equations 8 and 10. Gradients are not
// computed in this way: onnxruntime keeps buffers for reuse, and those of the tiles would add a quarter to a step's
// memory.

/** Minimum number of channels. With fewer, the transforms take the time that the products save. */
const MIN_HARMONIC_MEAN = 128;

/**
 * Maximum number of elements in a chunk's tiles. The batch is computed in chunks, since its tiles are more than twice
 * as large as the images.
 */
const MAX_CHUNK_ELEMENTS = 1_000_000;

/** Whether a convolution can be computed in this way, and is then faster. `filterShape`: height, width, in, out. */
export function suitsWinograd(
  { device, portable }: Target,
  filterShape: readonly number[],
  { strides, dilations }: Pick<ConvolutionGeometry, 'strides' | 'dilations'>,
): boolean {
  const [height, width, channelsIn, channelsOut] = filterShape as [number, number, number, number];
  return (
    device === 'cpu' &&
    !portable &&
    [height, width].every((extent) => extent === 3) &&
    [...strides, ...dilations].every((step) => step === 1) &&
    2 / (1 / channelsIn + 1 / channelsOut) >= MIN_HARMONIC_MEAN
  );
}

export interface WinogradConvolution {
  readonly images: Images;
  /** An ONNX value whose axes are height, width, in, out. */
  readonly filter: string;
  /** Zeros above and to the left of an image. */
  readonly margins: readonly [top: number, left: number];
  readonly outExtents: Extents;
}

/** The result's ONNX value: batch, height, width, channels. */
export function convolveWinograd(
  lowering: Lowering,
  { images, filter, margins, outExtents }: WinogradConvolution,
): string {
  const [batch, height, width, channelsOut] = outExtents;
  const channelsIn = images.extents[3];
  const filterTiles = lowering.reshape(
    transform(lowering, filterTransform, lowering.reshape(filter, [9, channelsIn * channelsOut])),
    [36, channelsIn, channelsOut],
  );
  const grid = gridOver(height, width);
  const parts = chunksOf(batch, grid, Math.max(channelsIn, channelsOut)).map((chunk) => {
    const tiles = transform(lowering, inputTransform, cutTiles(lowering, images, chunk, grid, margins));
    const products = lowering.node('MatMul', [lowering.reshape(tiles, [36, -1, channelsIn]), filterTiles]);
    const result = transform(lowering, outputTransform, lowering.reshape(products, [36, -1]));
    return joinTiles(lowering, result, [chunk.count, height, width, channelsOut]);
  });
  return parts.length === 1 ? parts[0]! : lowering.node('Concat', parts, { axis: 0 });
}

/** Splits a batch into chunks whose tiles have `MAX_CHUNK_ELEMENTS` at most, or one image. */
function chunksOf(batch: number, { rows, columns }: TileGrid, channels: number): Chunk[] {
  const imagesAtMost = Math.max(1, Math.floor(MAX_CHUNK_ELEMENTS / (36 * rows * columns * channels)));
  const size = Math.ceil(batch / Math.ceil(batch / imagesAtMost));
  return Array.from({ length: Math.ceil(batch / size) }, (_, index) => ({
    first: index * size,
    count: Math.min(size, batch - index * size),
  }));
}

function transform(lowering: Lowering, matrix: Matrix, tiles: string): string {
  const constant = lowering.constant(matrix.flat(), [matrix.length, matrix[0]!.length], 'float32');
  return lowering.node('MatMul', [constant, tiles]);
}
