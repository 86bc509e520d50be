import { join } from 'node:path';
import type { ScoredSet } from './evaluation.ts';
import { readJson, writeJson } from './json-file.ts';

/** A picture of inputs above their heatmaps, and those above their ground-truth maps. */
export interface HeatmapPicture {
  /** PNG file in the same folder. */
  file: string;
  /** The set that the samples are from. */
  set: ScoredSet;
  /** Each heatmap scaled to its own range, or all to that of a reference set. */
  normalization: 'local' | 'global';
  /** Whether the set has ground-truth maps; where not, nothing stands in their place. */
  hasMaps: boolean;
  /** Each is one row of inputs with what is below them, left to right. */
  rows: HeatmapSample[][];
}

export interface HeatmapSample {
  /** Place in the set. */
  index: number;
  /** 0: nominal, 1: anomalous, unless the experiment swaps them. */
  label: number;
  score: number;
}

/** How the heatmaps of a detector are made and coloured. */
export interface HeatmapScale {
  /** Standard deviation of the Gaussian that they are smoothed with, in pixels; null: from the receptive field. */
  gaussStd: number | null;
  /** The parameters that the detector explained the images with. */
  explaining?: Record<string, unknown>;
  quantile: number;
  /** In pictures whose heatmaps are comparable, `smallest` is dark blue, and `scale` above it dark red. */
  range: { smallest: number; scale: number };
}

const heatmapsFile = 'heatmaps.json';

/** Writes heatmaps.json: which samples each picture shows, and how heatmaps of new images are to be made alike. */
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

/** The scale before detectors had parameters of their own. */
type EarlierScale = Omit<HeatmapScale, 'explaining'> & { gradient: 'grad' | 'xgrad' };

/** @throws DataError where the file is missing or damaged */
export async function readHeatmapPictures(folder: string): Promise<HeatmapPicture[]> {
  return (await readJson<{ pictures: HeatmapPicture[] }>(join(folder, heatmapsFile))).pictures;
}
