import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import { blurMaps } from './gaussian-blur.ts';
import { upsampleMaps } from './gaussian-upsampling.ts';

/** The way from a detector's anomaly maps to heatmaps. */
export interface HeatmapMethod {
  /** The size of the maps: that of the net's output, or that of the images. */
  size: 'output' | 'image';
  /** Maps of the output's size are upsampled, maps of the images' size are blurred. */
  smoothing: 'upsampling' | 'blur';
}

/** The same for the maps of a detector with its net. */
export interface Smoothing {
  method: HeatmapMethod['smoothing'];
  /** Its extent is the width of the Gaussian. */
  field: ReceptiveField;
}

/**
 * Anomaly maps as heatmaps of the images' size.
 * @param maps [count, height, width]
 * @param size height and width of the images
 * @param standardDeviation of the Gaussian, in pixels of the images; null: it follows from the field
 * @returns [count, size, size]
 */
export function smoothMaps(
  { method, field }: Smoothing,
  maps: Float32Array,
  count: number,
  height: number,
  width: number,
  size: number,
  standardDeviation: number | null,
): Float32Array {
  return method === 'upsampling'
    ? upsampleMaps(maps, count, height, width, field, size, standardDeviation)
    : blurMaps(maps, count, height, width, field, standardDeviation);
}
