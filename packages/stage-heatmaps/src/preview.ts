import { type RgbImage, blankRgb, montage } from '@fcdd/images';
import { shownSize } from './draw.ts';
import { groundTruthPictures } from './ground-truth-pictures.ts';
import { inputPictures } from './input-pictures.ts';
import type { SampleSet } from './sample-set.ts';
import { labelsOf, selectFirst } from './selection.ts';

const columns = 20;

/**
 * Draws the first samples of each label, one row for each label. If they have ground-truth maps, a blank row and the
 * maps follow in the same order.
 */
export function drawPreview({ images, scored, preprocessing }: SampleSet, resolution: number): RgbImage {
  const size = shownSize(images, resolution);
  const rows = labelsOf(scored).map((label) => selectFirst(scored, label, columns));
  const inputs = rows.map((row) => inputPictures(images, row, size, preprocessing));
  const maps = images.readMap && rows.map((row) => groundTruthPictures(images, row, size));
  const blanks = Array.from({ length: columns }, () => blankRgb(size, size));
  const shown = maps ? [...inputs, [], ...maps] : inputs;
  return montage(
    shown.flatMap((row) => [...row, ...blanks.slice(row.length)]),
    columns,
  );
}
