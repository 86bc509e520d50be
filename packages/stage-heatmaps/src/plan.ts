import type { HeatmapPicture, ScoredSet } from '@fcdd/records';
import { type Scored, labelsOf, selectOverview, selectSpread } from './selection.ts';

/** A picture to draw. */
export interface PicturePlan extends Omit<HeatmapPicture, 'rows' | 'hasMaps'> {
  /** Indices of samples. */
  rows: number[][];
  /** Largest width and height of each image, in pixels. */
  resolution: number;
  /** A blank row follows each row. */
  separated: boolean;
}

/** The rows of each set together, from the first samples to the most anomalous; none where samples are too few. */
export function planOverview(set: ScoredSet, scored: Scored, resolution: number): PicturePlan[] {
  const rows = selectOverview(scored);
  const file = set === 'test' ? 'heatmaps_global.png' : 'train_heatmaps_global.png';
  return rows.length ? [{ file, set, normalization: 'global', rows, resolution, separated: true }] : [];
}

/** One row of few samples for each label and normalization, at twice the resolution. */
export function planPaperPictures(set: ScoredSet, scored: Scored, resolution: number): PicturePlan[] {
  return labelsOf(scored).flatMap((label) =>
    (['local', 'global'] as const).map((normalization) => ({
      file: `heatmaps_paper_${normalization}_lbl${label}.png`,
      set,
      normalization,
      rows: [selectSpread(scored, label)],
      resolution: 2 * resolution,
      separated: false,
    })),
  );
}
