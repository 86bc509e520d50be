import { join } from 'node:path';
import type { ScoredSet } from './evaluation.ts';
import { readJson, writeJson } from './json-file.ts';

/** A picture of inputs with their heatmaps below, and their ground-truth maps below those. */
export interface HeatmapPicture {
  /** PNG file in the same folder. */
  file: string;
  /** The set that the samples belong to. */
  set: ScoredSet;
  /** Scale of the heatmaps: the range of each heatmap, or the range of a reference set. */
  normalization: 'local' | 'global';
  /** Whether the set has ground-truth maps; without them, the picture has no rows of maps. */
  hasMaps: boolean;
  /** Samples in rows, from left to right; each row shows inputs, heatmaps and maps. */
  rows: HeatmapSample[][];
}

export interface HeatmapSample {
  /** Position in the set. */
  index: number;
  /** 0 is nominal and 1 anomalous, unless the experiment swaps them. */
  label: number;
  score: number;
}

/** The smoothing and the colours of a detector's heatmaps. */
export interface HeatmapScale {
  /** Standard deviation of the smoothing Gaussian, in pixels; null: it follows from the receptive field. */
  gaussStd: number | null;
  /** The parameters that the detector explained the images with. */
  explaining?: Record<string, unknown>;
  quantile: number;
  /** Range of comparable heatmaps: `smallest` is dark blue, `smallest + scale` is dark red. */
  range: { smallest: number; scale: number };
}

const heatmapsFile = 'heatmaps.json';

/** Writes heatmaps.json: the samples of each picture, and the scale for heatmaps of new images. */
export function writeHeatmapPictures(
  folder: string,
  pictures: HeatmapPicture[],
  scale?: HeatmapScale,
): Promise<void> {
  return writeJson(join(folder, heatmapsFile), { scale, pictures });
}

/** @throws DataError where the file is missing or damaged */
export async function readHeatmapScale(folder: string): Promise<HeatmapScale | undefined> {
  const { scale } = await readJson<{ scale?: HeatmapScale | EarlierScale }>(join(folder, heatmapsFile));
  if (!scale || !('gradient' in scale)) return scale;
  const { gradient, ...rest } = scale;
  return { ...rest, explaining: { gradient } };
}

/** The scale from before detectors had their own parameters. */
type EarlierScale = Omit<HeatmapScale, 'explaining'> & { gradient: 'grad' | 'xgrad' };

/** @throws DataError where the file is missing or damaged */
export async function readHeatmapPictures(folder: string): Promise<HeatmapPicture[]> {
  return (await readJson<{ pictures: HeatmapPicture[] }>(join(folder, heatmapsFile))).pictures;
}
