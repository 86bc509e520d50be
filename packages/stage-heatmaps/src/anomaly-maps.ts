import { type HeatmapRange, heatmapRange, resizeNearest } from '@fcdd/images';
import { type ReceptiveField, upsampleMaps } from '@fcdd/models/receptive-field';

/** The low-resolution anomaly maps of a set, and how they become heatmaps of the input's size. */
export interface AnomalyMaps {
  /** [maps, height, width]. */
  values: Float32Array;
  height: number;
  width: number;
  field: ReceptiveField;
  /** Standard deviation of the upsampling Gaussian, in pixels of the input; null: from the receptive field. */
  gaussStd: number | null;
  /** Width and height of the input. */
  inputSize: number;
}

/** Maps that are upsampled at a time: bounds memory where inputs are large. */
const chunkLength = 256;

/** Heatmaps of the input's size, one after the other, of the maps at these indices. */
export function upsample(maps: AnomalyMaps, indices: readonly number[]): Float32Array {
  const { values, height, width, field, gaussStd, inputSize } = maps;
  const size = height * width;
  const selected = new Float32Array(indices.length * size);
  indices.forEach((index, i) => selected.set(values.subarray(index * size, (index + 1) * size), i * size));
  return upsampleMaps(selected, indices.length, height, width, field, inputSize, gaussStd);
}

/** Heatmaps with a width and height of `size`, at most the input's, of the maps at these indices. */
export function heatmapsAt(maps: AnomalyMaps, indices: readonly number[], size: number): Float32Array {
  const { inputSize } = maps;
  const heatmaps = new Float32Array(indices.length * size ** 2);
  for (let start = 0; start < indices.length; start += chunkLength) {
    const chunk = upsample(maps, indices.slice(start, start + chunkLength));
    for (let i = 0; i * inputSize ** 2 < chunk.length; i++) {
      const heatmap = chunk.subarray(i * inputSize ** 2, (i + 1) * inputSize ** 2);
      heatmaps.set(resizeNearest(heatmap, inputSize, inputSize, size, size), (start + i) * size ** 2);
    }
  }
  return heatmaps;
}

/** The range that heatmaps of this size are shown in where all are compared with a reference set. */
export function referenceRange(
  maps: AnomalyMaps,
  reference: readonly number[],
  size: number,
  quantile: number,
): HeatmapRange {
  return heatmapRange(heatmapsAt(maps, reference, size), quantile);
}
