import { DataError } from '@fcdd/errors';
import type { HeatmapPicture } from '@fcdd/records';
import { type Scored, labelsOf, selectOverview, selectSpread } from './selection.ts';

/** The samples of a set that its pictures show, by index. */
export interface ShownSamples {
  /** Rows of the overview; none where there are too few samples. */
  overview: number[][];
  /** A few samples of each label, spread over its scores. */
  spreads: { label: number; indices: number[] }[];
}

export function chooseSamples(scored: Scored): ShownSamples {
  return {
    overview: selectOverview(scored),
    spreads: labelsOf(scored).map((label) => ({ label, indices: selectSpread(scored, label) })),
  };
}

/**
 * Finds the test samples that pictures of another detector show.
 * @param labels of the test set
 * @throws DataError where the pictures are of another test set
 */
export function samplesShownIn(pictures: HeatmapPicture[], labels: ArrayLike<number>): ShownSamples {
  const ofTest = pictures.filter(({ set }) => set === 'test');
  const samples = ofTest.flatMap(({ rows }) => rows.flat());
  if (samples.some(({ index, label }) => labels[index] !== label))
    throw new DataError('The pictures whose samples are to be shown belong to another test set.');
  const indicesOf = (row: HeatmapPicture['rows'][number]) => row.map(({ index }) => index);
  const overview = ofTest.find(({ rows }) => rows.length > 1);
  const spreads = ofTest.filter(({ rows, normalization }) => rows.length === 1 && normalization === 'local');
  return {
    overview: overview?.rows.map(indicesOf) ?? [],
    spreads: spreads.map(({ rows: [row] }) => ({ label: row![0]!.label, indices: indicesOf(row!) })),
  };
}
