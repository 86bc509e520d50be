import {
  type HeatmapRange,
  type RgbImage,
  blankRgb,
  jet,
  montage,
  normalizeGlobally,
  normalizeLocally,
} from '@fcdd/images';
import { heatmapsAt } from './anomaly-maps.ts';
import { groundTruthPictures } from './ground-truth-pictures.ts';
import { inputPictures } from './input-pictures.ts';
import type { PicturePlan } from './plan.ts';
import type { SampleSet } from './sample-set.ts';

/** The rule by which heatmaps become colours. */
export interface Scale {
  quantile: number;
  /** Range of the reference set, for heatmaps that are compared with each other. */
  reference: HeatmapRange;
}

/** Draws each row of samples as inputs, then their heatmaps, then their ground-truth maps, if there are any. */
export function drawPicture(plan: PicturePlan, set: SampleSet, scale: Scale): RgbImage {
  const size = shownSize(set.images, plan.resolution);
  const images = plan.rows.flatMap((row) => [
    ...inputPictures(set.images, row, size, set.preprocessing),
    ...heatmapPictures(row, set, scale, plan.normalization, size),
    ...groundTruthPictures(set.images, row, size),
    ...(plan.separated ? row.map(() => blankRgb(size, size)) : []),
  ]);
  return montage(images, plan.rows[0]!.length);
}

/** Draws the heatmaps of these samples in colour, resized to a width and height of `size`. */
export function heatmapPictures(
  row: readonly number[],
  set: SampleSet,
  { quantile, reference }: Scale,
  normalization: PicturePlan['normalization'],
  size: number,
): RgbImage[] {
  const heatmaps = heatmapsAt(set.maps, row, size);
  const normalized =
    normalization === 'local'
      ? normalizeLocally(heatmaps, row.length, quantile)
      : normalizeGlobally(heatmaps, reference);
  return row.map((_, i) => ({
    width: size,
    height: size,
    pixels: jet(normalized.subarray(i * size ** 2, (i + 1) * size ** 2)),
  }));
}

/** Width and height of a shown image: images are made smaller, never larger. */
export function shownSize({ width }: Pick<SampleSet['images'], 'width'>, resolution: number): number {
  return Math.min(width, resolution);
}
