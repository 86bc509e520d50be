import { extname } from 'node:path';

/** Endings of images that can be read, for messages. */
export const imageEndings = [
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.gif',
  '.tif',
  '.tiff',
  '.avif',
];

/** Whether a file is an image by its name. */
export function isImageName(name: string): boolean {
  return imageEndings.includes(extname(name).toLowerCase());
}

/** The endings of files, each with how many there are, such as `.txt (3), .db (1)`. */
export function countEndings(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const ending = extname(name).toLowerCase() || 'no ending';
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].map(([ending, count]) => `${ending} (${count})`).join(', ');
}
