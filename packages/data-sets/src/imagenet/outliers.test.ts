import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  sportsCar,
  thirtyClasses,
  validationClasses,
  writeImagenetArchives,
  writeImagenetFolders,
} from '../testing/imagenet-files.ts';
import { packTar } from '@fcdd/acquisition/testing';
import { pickAll, testRequest } from '../testing/outliers.ts';
import { open as imagenetOutliers, isExcluded } from './outliers.ts';

let archives: string;
let folders: string;

beforeAll(async () => {
  archives = await mkdtemp(join(tmpdir(), 'fcdd-imagenet-'));
  folders = join(archives, 'unpacked');
  await writeImagenetFolders(folders);
  await writeImagenetArchives(archives, folders);
});
afterAll(() => rm(archives, { recursive: true }));

const open = async (path: string, exclude: string[] = [], warn = (_: string): void => {}) =>
  imagenetOutliers({
    ...(await testRequest({ shape: { height: 8, width: 32, channels: 3 }, path, exclude })),
    warn,
  });

/** The middle pixel of an image tells its number. */
const numbersOf = (images: Uint8Array[]) => images.map((pixels) => pixels[3 * (4 * 32 + 16)]);
const allNumbers = validationClasses.map((_, index) => index + 1);
const numbersWithout = (wnid: string) =>
  allNumbers.filter((number) => validationClasses[number - 1] !== wnid);

describe('outliers of ImageNet', () => {
  it('are the validation images of all classes, nothing of which is cut off', async () => {
    const images = await pickAll(await open(archives));
    expect(numbersOf(images)).toEqual(allNumbers);
    expect([...images[40]!.subarray(0, 3)]).toEqual([0, 0, 0]);
  });

  it('are those that are picked, in archives and folders', async () => {
    for (const path of [archives, folders])
      expect(numbersOf(await pickAll(await open(path), [0, 17, 61]))).toEqual([1, 18, 62]);
  });

  it('lack excluded classes, in archives and folders', async () => {
    for (const path of [archives, folders]) {
      const pool = await open(path, ['CAR']);
      expect(pool.count).toBe(61);
      expect(numbersOf(await pickAll(pool))).toEqual(numbersWithout(sportsCar));
    }
  });

  it('are told which excluded names no class has', async () => {
    const warnings: string[] = [];
    await open(folders, ['car', 'carr'], (message) => warnings.push(message));
    expect(warnings).toEqual([
      "No class of ImageNet has these names of supervision.exclude, so they leave nothing out: 'carr'.",
    ]);
  });

  it('need the development kit only for what folders do not tell', async () => {
    const alone = join(archives, 'alone');
    await cp(join(folders, 'val'), join(alone, 'val'), { recursive: true });
    expect((await open(alone)).count).toBe(62);
    await expect(open(alone, ['car'])).rejects.toThrow('ILSVRC2012_devkit_t12.tar.gz missing');
  });

  it('are refused where the archive lacks some', async () => {
    const lacking = join(archives, 'lacking');
    await cp(join(archives, 'ILSVRC2012_devkit_t12.tar.gz'), join(lacking, 'ILSVRC2012_devkit_t12.tar.gz'));
    const [acorn] = thirtyClasses as [string];
    await packTar(join(lacking, 'ILSVRC2012_img_val.tar'), join(folders, 'val'), [acorn]);
    await expect(pickAll(await open(lacking))).rejects.toThrow(
      'does not hold ILSVRC2012_val_00000001.JPEG, nor 59 other images',
    );
  });
});

describe('a class of ImageNet', () => {
  const words = 'sports car, sport car';
  it.each([
    ['car', true],
    ['Sports', true],
    ['sports car', true],
    ['carriage', false],
    ['sport', true],
    ['r', false],
    ['', false],
  ])('is excluded by %s: %s', (name, expected) => {
    expect(isExcluded(words, [name])).toBe(expected);
  });
});
