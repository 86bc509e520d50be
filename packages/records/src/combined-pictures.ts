import { join } from 'node:path';
import type { HeatmapPicture } from './heatmaps.ts';
import { readJson, writeJson } from './json-file.ts';

/** A picture of test images of one label above their heatmaps of several objectives. */
export interface CombinedPicture {
  /** PNG file in the same folder. */
  file: string;
  /** Scale of the heatmaps: the range of each heatmap, or the range of the objective's reference set. */
  normalization: HeatmapPicture['normalization'];
  /** Positions of the images in the test set, from left to right. */
  indices: number[];
  /** 0 is nominal and 1 anomalous, unless the experiment swaps them. */
  label: number;
  /** Rows from top to bottom. */
  rows: CombinedRow[];
}

export type CombinedRow =
  | { shows: 'inputs' }
  /** Heatmaps of an objective, with its anomaly scores. */
  | { shows: 'heatmaps'; objective: string; scores: number[] }
  | { shows: 'maps' };

const combinedFile = 'combined.json';

/** Writes combined.json, which describes the rows of each picture. */
export function writeCombinedPictures(folder: string, pictures: CombinedPicture[]): Promise<void> {
  return writeJson(join(folder, combinedFile), { pictures });
}

/** @throws DataError where the file is missing or damaged */
export async function readCombinedPictures(folder: string): Promise<CombinedPicture[]> {
  return (await readJson<{ pictures: CombinedPicture[] }>(join(folder, combinedFile))).pictures;
}
