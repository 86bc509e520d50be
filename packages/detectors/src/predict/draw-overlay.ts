import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  encodePng,
  normalizeGlobally,
  normalizeLocally,
  overlayHeatmap,
  readColourImage,
} from '@fcdd/images';
import type { DetectorFacts } from '../facts.ts';

/**
 * Draws a heatmap over its image, in the image's own size, in the colours of the report's comparable heatmaps; each in
 * its own range where those are not known.
 * @param file PNG that is written
 */
export async function drawOverlay(
  path: string,
  heatmap: Float32Array,
  { image, heatmaps }: DetectorFacts,
  file: string,
): Promise<void> {
  const values = heatmaps ? normalizeGlobally(heatmap, heatmaps.range) : normalizeLocally(heatmap, 1, 1);
  const overlay = await overlayHeatmap(await readColourImage(path), { ...image, values });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await encodePng(overlay));
}
