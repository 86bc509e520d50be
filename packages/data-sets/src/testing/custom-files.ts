import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** A picture of one grey value, a map whose left half is white, or the contents of a file that is neither. */
export type CustomFile = number | 'map' | Buffer;

export const imageSide = { width: 12, height: 8 };

/** A folder with these files, which goes when the test ends. */
export async function writeCustomFiles(files: Record<string, CustomFile>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-custom-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, file] of Object.entries(files)) await writeCustomFile(join(folder, name), file);
  return folder;
}

export async function writeCustomFile(path: string, file: CustomFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (Buffer.isBuffer(file)) return writeFile(path, file);
  const { width, height } = imageSide;
  const isWhite = (index: number): boolean => index % width < width / 2;
  const value = (index: number): number => (file === 'map' ? (isWhite(index) ? 255 : 0) : file);
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => value(index));
  await sharp(pixels, { raw: { width, height, channels: 1 } }).toFile(path);
}

/** One-vs-rest: two classes, one of which has images in a folder of its own. */
export const oneVersusRest: Record<string, CustomFile> = {
  'train/cat/a.png': 10,
  'train/cat/b.jpg': 11,
  'train/dog/puppies/c.webp': 12,
  'test/cat/d.png': 20,
  'test/dog/e.gif': 21,
};

/** Two classes that have anomalies of their own, one of them in training too. */
export const ownAnomalies: Record<string, CustomFile> = {
  'train/nut/normal/a.png': 10,
  'train/nut/anomalous/b.png': 11,
  'train/screw/Nominal/c.png': 12,
  'test/nut/normal/d.png': 20,
  'test/nut/anomalous/e.png': 21,
  'test/screw/normal/f.png': 22,
  'test/screw/anomalous/g.png': 23,
};
