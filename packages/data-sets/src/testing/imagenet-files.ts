import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { imagenetClasses } from '../imagenet/classes.ts';
import { packTar } from '@fcdd/acquisition/testing';

/** WordNet's identifiers of the thirty classes. */
export const thirtyClasses = Object.values(imagenetClasses);

/** Two other classes. */
export const kitFox = 'n02119789';
export const sportsCar = 'n04285008';

/** In the folder that SciPy 1.10 wrote, compressed: 32 classes numbered out of order, and one with subclasses. */
const metaFile = fileURLToPath(new URL('../golden/imagenet-meta.mat', import.meta.url));

/** The number of a class in that file. */
function numberOf(wnid: string): number {
  const index = [...thirtyClasses, kitFox, sportsCar].indexOf(wnid);
  return ((7 * index + 3) % 32) + 1;
}

/**
 * Writes ILSVRC2012 in small, unpacked: of each of the thirty classes a training image, grey of level 100 + its index,
 * and two of the first class; validation images 1 to 62 of all 32 classes, grey of the level of their number.
 */
export async function writeImagenetFolders(root: string): Promise<void> {
  for (const [index, wnid] of thirtyClasses.entries()) {
    await writeImage(join(root, 'train', wnid, `${wnid}_10.JPEG`), 100 + index);
    if (index === 0) await writeImage(join(root, 'train', wnid, `${wnid}_9.JPEG`), 99);
  }
  for (const [index, wnid] of validationClasses.entries())
    await writeImage(join(root, 'val', wnid, validationFile(index + 1)), index + 1);
}

/** Labels of the validation images, in the order of their numbers. */
export const validationClasses = [kitFox, ...thirtyClasses.toReversed(), sportsCar, ...thirtyClasses];

function validationFile(number: number): string {
  return `ILSVRC2012_val_${String(number).padStart(8, '0')}.JPEG`;
}

/** The same as the publisher has it: two archives of images, and the archive of the development kit. */
export async function writeImagenetArchives(root: string, unpacked: string): Promise<void> {
  const train = join(unpacked, 'train');
  for (const wnid of thirtyClasses) {
    const files = (await readdir(join(train, wnid))).sort();
    await packTar(join(train, `${wnid}.tar`), join(train, wnid), files);
  }
  const archives = thirtyClasses.map((wnid) => `${wnid}.tar`).sort();
  await packTar(join(root, 'ILSVRC2012_img_train.tar'), train, archives);
  const flat = join(unpacked, 'flat');
  await mkdir(flat);
  for (const [index, wnid] of validationClasses.entries()) {
    const file = validationFile(index + 1);
    await copyFile(join(unpacked, 'val', wnid, file), join(flat, file));
  }
  await packTar(join(root, 'ILSVRC2012_img_val.tar'), flat, (await readdir(flat)).sort());
  await writeDevkit(join(root, 'ILSVRC2012_devkit_t12.tar.gz'), unpacked);
}

export async function writeDevkit(
  path: string,
  unpacked: string,
  truth = `${validationClasses.map(numberOf).join('\n')}\n`,
): Promise<void> {
  const data = join(unpacked, 'ILSVRC2012_devkit_t12/data');
  await mkdir(data, { recursive: true });
  await copyFile(metaFile, join(data, 'meta.mat'));
  await writeFile(join(data, 'ILSVRC2012_validation_ground_truth.txt'), truth);
  await packTar(path, unpacked, ['ILSVRC2012_devkit_t12'], ['-z']);
}

/** A JPEG of 32 x 8 pixels, of one level but for black at both ends. */
export async function writeImage(path: string, level: number): Promise<void> {
  const row = Array.from({ length: 32 }, (_, x) => (x < 8 || x >= 24 ? 0 : level));
  const pixels = Uint8Array.from(Array(8).fill(row).flat());
  await mkdir(dirname(path), { recursive: true });
  await sharp(pixels, { raw: { width: 32, height: 8, channels: 1 } })
    .jpeg({ quality: 100 })
    .toFile(path);
}
