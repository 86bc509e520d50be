import type { Lowering } from '../lowering/lowering.ts';
import type { RecordedValue, Shape } from '../recording/value.ts';
import { channelsFirst } from './layouts.ts';
import { multiply } from './product.ts';

/** Alignment of the pixels of a resized image with those of the image in tfjs. */
export interface Sampling {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Distance of neighbours of the resized image, in pixels of the image. */
export function samplingStep(extent: number, resized: number, { alignCorners }: Sampling): number {
  return alignCorners && resized > 1 ? (extent - 1) / (resized - 1) : extent / resized;
}

/**
 * For each pixel along an axis of the resized image, the pixels of the image that contribute to it, and their
 * weights.
 */
export type Sources = (
  extent: number,
  resized: number,
) => readonly (readonly { pixel: number; weight: number }[])[];

/**
 * Adds up, for each pixel of an image, the gradients of the pixels made from it, as products from both sides with
 * matrices of weights. The result is stored with channels first.
 */
export function resamplingGradient(
  lowering: Lowering,
  dy: RecordedValue,
  [, height, width]: Shape,
  sources: Sources,
): string {
  const matrix = (extent: number, resized: number) =>
    lowering.constant(weightMatrix(extent, resized, sources), [extent, resized], 'float32');
  const rows = matrix(height!, dy.shape[1]!);
  const columns = matrix(width!, dy.shape[2]!);
  const summed = multiply(
    lowering,
    { name: lowering.full(dy, channelsFirst), rank: 4, transposed: false },
    { name: columns, rank: 2, transposed: true },
  );
  return lowering.node('MatMul', [rows, summed]);
}

/** Matrix of weights, row-major, extent x resized: the weight of the row's pixel in the column's pixel. */
function weightMatrix(extent: number, resized: number, sources: Sources): number[] {
  const matrix = new Array<number>(extent * resized).fill(0);
  sources(extent, resized).forEach((parts, i) => {
    for (const { pixel, weight } of parts) matrix[pixel * resized + i]! += weight;
  });
  return matrix;
}
