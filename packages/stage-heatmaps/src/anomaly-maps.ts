import { type HeatmapRange, heatmapRange, resizeNearest } from '@fcdd/images';
import { smoothMaps } from '@fcdd/detectors/smoothing';
import type { AnomalyMaps as ScoredMaps } from '@fcdd/records';

/** The anomaly maps of a set, with everything that their heatmaps depend on. */
export interface AnomalyMaps extends ScoredMaps {
  /** Standard deviation of the smoothing Gaussian, in pixels of the input; null: it follows from the receptive field. */
  gaussStd: number | null;
  /** Width and height of the input. */
  inputSize: number;
}

/** Smooths the maps at these indices: heatmaps of the input's size, one after the other. */
export function smooth(maps: AnomalyMaps, indices: readonly number[]): Float32Array {
  const { height, width, smoothing, gaussStd, inputSize } = maps;
  return smoothMaps(smoothing, select(maps, indices), indices.length, height, width, inputSize, gaussStd);
}

/** Smooths the maps at these indices: heatmaps with a width and height of `size`, which the input's size limits. */
export function heatmapsAt(maps: AnomalyMaps, indices: readonly number[], size: number): Float32Array {
  const { inputSize } = maps;
  const smoothed = smooth(maps, indices);
  const heatmaps = new Float32Array(indices.length * size ** 2);
  for (let i = 0; i < indices.length; i++) {
    const heatmap = smoothed.subarray(i * inputSize ** 2, (i + 1) * inputSize ** 2);
    heatmaps.set(resizeNearest(heatmap, inputSize, inputSize, size, size), i * size ** 2);
  }
  return heatmaps;
}

/**
 * The range of values that colours stand for where heatmaps are compared with a reference set. It is taken from the
 * maps of that set before smoothing, as in the original code, so that colours mean the same in both.
 */
export function referenceRange(
  maps: AnomalyMaps,
  reference: readonly number[],
  quantile: number,
): HeatmapRange {
  return heatmapRange(select(maps, reference), quantile);
}

function select({ values, height, width }: AnomalyMaps, indices: readonly number[]): Float32Array {
  const size = height * width;
  const selected = new Float32Array(indices.length * size);
  indices.forEach((index, i) => selected.set(values.subarray(index * size, (index + 1) * size), i * size));
  return selected;
}
