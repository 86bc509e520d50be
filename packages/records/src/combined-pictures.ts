import { join } from 'node:path';
import type { HeatmapPicture } from './heatmaps.ts';
import { readJson, writeJson } from './json-file.ts';

/** A picture of test images of one label above their heatmaps of several objectives. */
export interface CombinedPicture {
  /** PNG file in the same folder. */
  file: string;
  /** Each heatmap scaled to its own range, or all of an objective to that of its reference set. */
  normalization: HeatmapPicture['normalization'];
  /** Places of the images in the test set, left to right. */
  indices: number[];
  /** 0: nominal, 1: anomalous, unless the experiment swaps them. */
  label: number;
  /** From above. */
  rows: CombinedRow[];
}

export type CombinedRow =
  | { shows: 'inputs' }
  /** With the anomaly scores that this objective gives. */
  | { shows: 'heatmaps'; objective: string; scores: number[] }
  | { shows: 'maps' };

const combinedFile = 'combined.json';

/** Writes combined.json: what each row of each picture shows. */
export function writeCombinedPictures(folder: string, pictures: CombinedPicture[]): Promise<void> {
  return writeJson(join(folder, combinedFile), { pictures });
}

/** @throws DataError where the file is missing or damaged */
export async function readCombinedPictures(folder: string): Promise<CombinedPicture[]> {
  return (await readJson<{ pictures: CombinedPicture[] }>(join(folder, combinedFile))).pictures;
}
