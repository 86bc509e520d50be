import { DataError, printable } from '@fcdd/errors';
import { type MvtecPlace, goodKind, whatItShouldBe } from './files.ts';

/** An image as far as it was read. */
export interface ReadImage<Image> {
  place: MvtecPlace;
  image: Image;
  /** Bytes of memory that it takes while it waits for its mask. */
  bytes: number;
}

/** A mask as far as it was read. */
export interface ReadMask<Mask> {
  place: MvtecPlace;
  mask: Mask;
  bytes: number;
}

/** An image, and the mask of a defective one. */
export type MvtecPair<Image, Mask> = [ReadImage<Image>, ReadMask<Mask>?];

/**
 * Brings images and their masks together, in one pass over both. Whichever of the two comes first waits for the other.
 * Masks without an image are passed over.
 * @returns pairs in the order in which they become complete
 * @throws DataError where a defective image has no mask, or too much would have to wait
 */
export async function* pairWithMasks<Image, Mask>(
  files: AsyncIterable<ReadImage<Image> | ReadMask<Mask>>,
): AsyncGenerator<MvtecPair<Image, Mask>> {
  const images = createWaitingFiles<ReadImage<Image>>();
  const masks = createWaitingFiles<ReadMask<Mask>>();
  for await (const file of files) {
    if ('mask' in file) {
      const image = images.take(file.place);
      if (image) yield [image, file];
      else masks.add(file);
    } else if (isDefective(file.place)) {
      const mask = masks.take(file.place);
      if (mask) yield [file, mask];
      else images.add(file);
    } else yield [file];
  }
  const missing = images.places();
  if (missing.length) throw withoutMask(missing);
}

export function isDefective({ folder, kind }: MvtecPlace): boolean {
  return folder === 'test' && kind !== goodKind;
}

/** Bytes that waiting images may take, and waiting masks as many again: the published ones need less in any order. */
const mostBytes = 300_000_000;

interface Waiting {
  place: MvtecPlace;
  bytes: number;
}

function createWaitingFiles<File extends Waiting>() {
  const waiting = new Map<string, File>();
  let total = 0;
  return {
    add(file: File): void {
      const key = pairKey(file.place);
      const other = waiting.get(key);
      if (other) throw sameName(file.place, other.place);
      waiting.set(key, file);
      total += file.bytes;
      if (total > mostBytes) throw tooMuchWaits(file.place);
    },
    take(counterpart: MvtecPlace): File | undefined {
      const key = pairKey(counterpart);
      const file = waiting.get(key);
      waiting.delete(key);
      total -= file?.bytes ?? 0;
      return file;
    },
    places: () => [...waiting.values()].map(({ place }) => place),
  };
}

/** The same for a test image and its mask. */
export function pairKey({ className, kind, stem }: MvtecPlace): string {
  return [className, kind, stem].join('/');
}

function withoutMask([first, ...others]: MvtecPlace[]): DataError {
  const { className, kind, stem, name } = first!;
  const more = others.length ? ` Nor have ${others.length} other images of defects.` : '';
  return new DataError(`${printable(name)} has no mask.${more}`, {
    hint: printable(
      `Its mask would be ${className}/ground_truth/${kind}/${stem}_mask.png: white where the image shows the defect. Images without masks can be read as the data set custom.`,
    ),
  });
}

function sameName(one: MvtecPlace, other: MvtecPlace): DataError {
  return new DataError(
    `${printable(one.name)} and ${printable(other.name)} have the same name but for the ending.`,
    { hint: 'Rename one, and its mask: masks are found by the names of their images.' },
  );
}

function tooMuchWaits({ name }: MvtecPlace): DataError {
  return new DataError(
    `Up to ${printable(name)}, there are more images that are far from their masks than memory should hold.`,
    { hint: `Unpack the archive, and give the folder. ${whatItShouldBe}` },
  );
}
