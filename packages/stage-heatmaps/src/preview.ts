import { type RgbImage, blankRgb, montage } from '@fcdd/images';
import { shownSize } from './draw.ts';
import { inputPictures } from './input-pictures.ts';
import type { SampleSet } from './sample-set.ts';
import { labelsOf, selectFirst } from './selection.ts';

const columns = 20;

/** The first samples of each label, a row for each. */
export function drawPreview(set: SampleSet, resolution: number): RgbImage {
  const size = shownSize(set.images, resolution);
  const rows = labelsOf(set.scored).map((label) => {
    const inputs = inputPictures(
      set.images,
      selectFirst(set.scored, label, columns),
      size,
      set.preprocessing,
    );
    const blanks = Array.from({ length: columns - inputs.length }, () => blankRgb(size, size));
    return [...inputs, ...blanks];
  });
  return montage(rows.flat(), columns);
}
