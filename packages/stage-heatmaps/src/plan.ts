import type { HeatmapPicture, ScoredSet } from '@fcdd/records';
import type { ShownSamples } from './shown-samples.ts';

/** A picture to draw. */
export interface PicturePlan extends Omit<HeatmapPicture, 'rows' | 'hasMaps'> {
  /** Indices of samples. */
  rows: number[][];
  /** Largest width and height of each image, in pixels. */
  resolution: number;
  /** A blank row follows each row. */
  separated: boolean;
}

/** The rows of an overview together, if there are any. */
export function planOverview(set: ScoredSet, { overview }: ShownSamples, resolution: number): PicturePlan[] {
  const file = set === 'test' ? 'heatmaps_global.png' : 'train_heatmaps_global.png';
  const plan = { file, set, normalization: 'global', rows: overview, resolution, separated: true } as const;
  return overview.length ? [plan] : [];
}

/** One row of few samples for each label and normalization, at twice the resolution. */
export function planPaperPictures(
  set: ScoredSet,
  { spreads }: ShownSamples,
  resolution: number,
): PicturePlan[] {
  return spreads.flatMap(({ label, indices }) =>
    (['local', 'global'] as const).map((normalization) => ({
      file: `heatmaps_paper_${normalization}_lbl${label}.png`,
      set,
      normalization,
      rows: [indices],
      resolution: 2 * resolution,
      separated: false,
    })),
  );
}
