import { type HeatmapPicture, type ScoredSet, overviewFiles, sampleFiles } from '@fcdd/records';
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

/** Plans one picture of all rows of an overview, if there are any. */
export function planOverview(set: ScoredSet, { overview }: ShownSamples, resolution: number): PicturePlan[] {
  const plan = {
    file: overviewFiles[set],
    set,
    normalization: 'global',
    rows: overview,
    resolution,
    separated: true,
  } as const;
  return overview.length ? [plan] : [];
}

/** Plans a picture of one row of samples for each label and normalization, at twice the resolution. */
export function planPaperPictures(
  set: ScoredSet,
  { spreads }: ShownSamples,
  resolution: number,
): PicturePlan[] {
  return spreads.flatMap(({ label, indices }) =>
    (['local', 'global'] as const).map((normalization) => ({
      file: sampleFiles[normalization][label as 0 | 1],
      set,
      normalization,
      rows: [indices],
      resolution: 2 * resolution,
      separated: false,
    })),
  );
}
