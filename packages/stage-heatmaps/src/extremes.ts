import { type RgbImage, encodeWebp } from '@fcdd/images';
import { type ExtremeSample, writeExtremePicture, writeExtremeSamples } from '@fcdd/records';
import { type Scale, heatmapPictures, shownSize } from './draw.ts';
import { groundTruthPictures } from './ground-truth-pictures.ts';
import { inputPictures } from './input-pictures.ts';
import type { SampleSet } from './sample-set.ts';
import { type Extreme, selectExtremes } from './selection.ts';

/** Pictures of each label at each end of the scores. */
const count = 8;

/**
 * Writes single pictures of the test images with the lowest and highest scores of each label: the detector's hits and
 * misses. Each input comes with its heatmap, on the scale of the reference, and its ground-truth map, if it has one.
 */
export async function writeExtremes(
  folder: string,
  set: SampleSet,
  scale: Scale,
  resolution: number,
): Promise<void> {
  const size = shownSize(set.images, 2 * resolution);
  const extremes = selectExtremes(set.scored, count);
  const indices = extremes.map(({ index }) => index);
  const inputs = inputPictures(set.images, indices, size, set.preprocessing);
  const heatmaps = heatmapPictures(indices, set, scale, 'global', size);
  const maps = groundTruthPictures(set.images, indices, size);
  const samples: ExtremeSample[] = [];
  for (const [place, extreme] of extremes.entries()) {
    const write = async (kind: string, picture: RgbImage) =>
      writeExtremePicture(folder, `${nameOf(extreme)}_${kind}.webp`, await encodeWebp(picture));
    const { index, label, end } = extreme;
    const map = maps[place];
    samples.push({
      index,
      label,
      score: set.scored.scores[index]!,
      end,
      files: {
        input: await write('input', inputs[place]!),
        heatmap: await write('heatmap', heatmaps[place]!),
        ...(map && { map: await write('map', map) }),
      },
    });
  }
  await writeExtremeSamples(folder, { size, samples });
}

function nameOf({ label, end, rank }: Extreme): string {
  return `lbl${label}_${end}_${rank}`;
}
