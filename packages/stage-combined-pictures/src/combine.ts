import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { type RgbImage, cutMontage, readColourImage } from '@fcdd/images';
import type { CombinedPicture, CombinedRow, HeatmapPicture } from '@fcdd/records';

/** The heatmap pictures of one detector. */
export interface DetectorPictures {
  label: string;
  folder: string;
  pictures: HeatmapPicture[];
}

/** A combined picture: its rows of images from top to bottom, and their description. */
export interface Combination {
  tiles: RgbImage[][];
  description: CombinedPicture;
}

/**
 * Adds the heatmaps of baselines to a picture of one row of samples, between its heatmaps and its ground-truth maps.
 * @throws DataError where a baseline does not show the same samples
 */
export async function combine(
  picture: HeatmapPicture,
  own: DetectorPictures,
  baselines: DetectorPictures[],
): Promise<Combination> {
  const { inputs, heatmaps, maps } = await readRows(own.folder, picture);
  const compared = await Promise.all(baselines.map((baseline) => baselineHeatmaps(baseline, picture)));
  const rows: [CombinedRow, RgbImage[]][] = [
    [{ shows: 'inputs' }, inputs],
    [{ shows: 'heatmaps', objective: own.label, scores: scoresIn(picture) }, heatmaps],
    ...compared,
  ];
  if (maps) rows.push([{ shows: 'maps' }, maps]);
  const { file, normalization } = picture;
  return {
    tiles: rows.map(([, tiles]) => tiles),
    description: {
      file,
      normalization,
      indices: indicesIn(picture),
      label: picture.rows[0]![0]!.label,
      rows: rows.map(([row]) => row),
    },
  };
}

async function baselineHeatmaps(
  { label, folder, pictures }: DetectorPictures,
  { file, ...picture }: HeatmapPicture,
): Promise<[CombinedRow, RgbImage[]]> {
  const own = pictures.find((other) => other.file === file);
  if (!own || indicesIn(own).join() !== indicesIn(picture).join())
    throw new DataError(
      `${file} of the baseline ${label} does not show the same samples as the detector's own.`,
    );
  const { heatmaps } = await readRows(folder, own);
  return [{ shows: 'heatmaps', objective: label, scores: scoresIn(own) }, heatmaps];
}

interface Rows {
  inputs: RgbImage[];
  heatmaps: RgbImage[];
  maps?: RgbImage[];
}

/** Reads the single images of a picture of one row of samples. */
async function readRows(folder: string, { file, rows, hasMaps }: HeatmapPicture): Promise<Rows> {
  const picture = await readColourImage(join(folder, file));
  const [inputs, heatmaps, maps] = cutMontage(picture, rows[0]!.length, hasMaps ? 3 : 2);
  return { inputs: inputs!, heatmaps: heatmaps!, maps };
}

function indicesIn({ rows }: Pick<HeatmapPicture, 'rows'>): number[] {
  return rows.flat().map(({ index }) => index);
}

function scoresIn({ rows }: HeatmapPicture): number[] {
  return rows.flat().map(({ score }) => score);
}
