import { printable } from '@fcdd/errors';
import { fileDigest } from '@fcdd/acquisition/files';
import { groupBy } from '../group-by.ts';
import type { CustomImage } from './images.ts';

/** Pairs that a warning names. */
const shown = 5;

/**
 * Warns of files with the same contents under two labels, or in training and testing: a detector learns what is wrong,
 * or is tested on what it has learned.
 */
export async function warnOfDuplicates(
  images: CustomImage[],
  warn: (message: string) => void,
): Promise<void> {
  const pairs = await findDuplicates(images);
  if (pairs.length === 0) return;
  const names = pairs
    .slice(0, shown)
    .map(([one, other]) => `${printable(one.file.name)} and ${printable(other.file.name)}`);
  if (pairs.length > shown) names.push(`${pairs.length - shown} more`);
  warn(
    `Images with the same contents are under two labels, or both in train and test, which falsifies results: ${names.join('; ')}.`,
  );
}

/** Each with the first one that it contradicts. Only files of the same size are read. */
async function findDuplicates(images: CustomImage[]): Promise<[CustomImage, CustomImage][]> {
  const bySize = groupBy(images, ({ file }) => file.stats.size);
  const suspects = images.filter((image) =>
    bySize.get(image.file.stats.size)!.some((other) => contradict(image, other)),
  );
  const pairs: [CustomImage, CustomImage][] = [];
  const known = new Map<string, CustomImage[]>();
  for (const image of suspects) {
    const digest = await fileDigest(image.file.path);
    const same = known.get(digest) ?? [];
    const other = same.find((earlier) => contradict(earlier, image));
    if (other) pairs.push([other, image]);
    known.set(digest, [...same, image]);
  }
  return pairs;
}

function contradict(one: CustomImage, other: CustomImage): boolean {
  return one.split !== other.split || one.label !== other.label || one.anomalous !== other.anomalous;
}
