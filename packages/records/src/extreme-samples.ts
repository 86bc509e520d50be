import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, printableText } from '@fcdd/errors';
import type { HeatmapSample } from './heatmaps.ts';
import { readJson, writeJson } from './json-file.ts';

/** A test image with one of the lowest or highest scores of its label. */
export interface ExtremeSample extends HeatmapSample {
  /** End of its label's scores. */
  end: 'lowest' | 'highest';
  /** Square WebP pictures in the folder of the heatmaps stage. */
  files: Record<'input' | 'heatmap', string> & { map?: string };
}

/** `extremes/extremes.json` */
export interface ExtremeSamples {
  /** Width and height of each picture. */
  size: number;
  /** Samples by label, then from the lowest to the highest score. */
  samples: ExtremeSample[];
}

const folderName = 'extremes';
const indexFile = join(folderName, 'extremes.json');

/** Writes a picture of such a sample; returns its path below the folder. */
export async function writeExtremePicture(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  await mkdir(join(folder, folderName), { recursive: true });
  await writeFile(join(folder, folderName, name), bytes);
  return `${folderName}/${name}`;
}

export function writeExtremeSamples(folder: string, samples: ExtremeSamples): Promise<void> {
  return writeJson(join(folder, indexFile), samples);
}

/**
 * Reads the samples; undefined if the stage wrote none.
 * @throws DataError where the file is damaged, or names pictures outside its folder
 */
export async function readExtremeSamples(folder: string): Promise<ExtremeSamples | undefined> {
  const file = join(folder, indexFile);
  if (!existsSync(file)) return undefined;
  const extremes = await readJson<ExtremeSamples>(file);
  const strays = extremes.samples.flatMap(({ files }) => Object.values(files)).filter((path) => !isOwn(path));
  if (strays.length === 0) return extremes;
  throw new DataError(`${file} names '${printableText(strays[0]!)}', which is not in its folder.`);
}

/** Whether the path names a file directly in the folder `extremes`. */
function isOwn(path: string): boolean {
  return /^extremes\/(?!\.)[^/\\]+$/.test(path);
}
