import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ImageReading, shownPart } from '@fcdd/preprocessing/image-reading';
import {
  type RgbImage,
  encodePng,
  normalizeGlobally,
  normalizeLocally,
  overlayHeatmap,
  pickPixels,
  readColourImage,
} from '@fcdd/images';
import type { DetectorFacts } from '@fcdd/detector-file';

/**
 * Draws a heatmap over the part of its image that the detector has seen, in the image's own size. Colours are those of
 * the report's comparable heatmaps; if these are unknown, they span the heatmap's own range.
 * @param file path of the PNG file to write
 */
export async function drawOverlay(
  path: string,
  heatmap: Float32Array,
  { image, reading, heatmaps }: DetectorFacts,
  file: string,
): Promise<void> {
  const values = heatmaps ? normalizeGlobally(heatmap, heatmaps.range) : normalizeLocally(heatmap, 1, 1);
  const overlay = await overlayHeatmap(await readShown(path, reading), { ...image, values });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await encodePng(overlay));
}

async function readShown(path: string, reading: ImageReading): Promise<RgbImage> {
  const image = await readColourImage(path);
  const { top, left, height, width } = shownPart(image, reading);
  if (height === image.height && width === image.width) return image;
  const rows = Array.from({ length: height }, (_, y) => top + y);
  const columns = Array.from({ length: width }, (_, x) => left + x);
  return { height, width, pixels: pickPixels(image.pixels, image.width, rows, columns, 3) };
}
