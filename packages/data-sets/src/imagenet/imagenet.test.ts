import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, describeError } from '@fcdd/errors';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  kitFox,
  thirtyClasses,
  writeDevkit,
  writeImage,
  writeImagenetArchives,
  writeImagenetFolders,
} from '../testing/imagenet-files.ts';
import { packTar, testSettings } from '@fcdd/acquisition/testing';
import type { DataSetItem } from '../data-set.ts';
import { open as openImagenet } from './open.ts';

let folders: string;
let archives: string;

beforeAll(async () => {
  folders = await mkdtemp(join(tmpdir(), 'fcdd-imagenet-'));
  archives = await mkdtemp(join(tmpdir(), 'fcdd-imagenet-'));
  await writeImagenetFolders(folders);
  await cp(folders, join(archives, 'unpacked'), { recursive: true });
  await writeImagenetArchives(archives, join(archives, 'unpacked'));
});
afterAll(async () => {
  await rm(folders, { recursive: true });
  await rm(archives, { recursive: true });
});

const shape = { height: 7, width: 7, channels: 3 };
const open = async (path: string) => openImagenet({ ...(await testSettings()), shape, path });

async function readAll(path: string): Promise<DataSetItem[]> {
  const items: DataSetItem[] = [];
  for await (const item of (await open(path)).read()) items.push(item);
  return items;
}

/** A copy of a folder that goes when the test ends. */
async function copyOf(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'fcdd-imagenet-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  await cp(folder, copy, { recursive: true });
  return copy;
}

describe('ImageNet', () => {
  it('is read from the archives of its publisher: thirty classes, class by class', async () => {
    const items = await readAll(archives);
    const train = items.filter(({ split }) => split === 'train');
    expect(train.map(({ label }) => label)).toEqual([0, ...Array(30).keys()]);
    // Cut out of the middle: the black ends are not there, and all pixels have the level that the file was given.
    expect(train.map(({ pixels }) => [...new Set(pixels)])).toEqual(
      [100, 99, ...Array.from({ length: 29 }, (_, index) => 101 + index)].map((level) => [level]),
    );
    expect(train[0]!.pixels).toHaveLength(8 * 8 * 3);
  });

  it('is tested on the validation images, whose classes the development kit tells, in the same order always', async () => {
    const items = await readAll(archives);
    const test = items.filter(({ split }) => split === 'test');
    const labels = [...Array(30).keys()];
    expect(test.map(({ label }) => label)).toEqual([...labels.toReversed(), ...labels]);
    // Numbers 1 and 32 are of other classes.
    const levels = [...labels.map((index) => 2 + index), ...labels.map((index) => 33 + index)];
    expect(test.map(({ pixels }) => [...new Set(pixels)])).toEqual(levels.map((level) => [level]));
    expect(test[0]!.pixels).toHaveLength(7 * 7 * 3);
  });

  it('is the same, unpacked into folders', async () => {
    expect(await readAll(folders)).toEqual(await readAll(archives));
  });

  it('tells all that is missing, where to get it and where to put it', async () => {
    const settings = await testSettings();
    const folder = join(settings.dataFolder, 'imagenet');
    await mkdir(folder);
    await writeFile(join(folder, 'ILSVRC2012_devkit_t12.tar.gz'), '');
    const told = await openImagenet({ ...settings, shape }).catch(describeError);
    expect(told).toContain(`in ${folder}: ILSVRC2012_img_train.tar, ILSVRC2012_img_val.tar missing`);
    expect(told).toContain('sign up at https://image-net.org/download');
    expect(told).toContain(`put it into ${folder}`);
  });

  it('in the data folder is not taken where the archives are not those of the publisher', async () => {
    const settings = await testSettings();
    await cp(archives, join(settings.dataFolder, 'imagenet'), { recursive: true });
    await expect(openImagenet({ ...settings, shape })).rejects.toThrow(/ILSVRC2012_img_\w+.tar is damaged/);
  });

  it('without a class is refused, naming it', async () => {
    const copy = await copyOf(folders);
    await rm(join(copy, 'val', thirtyClasses[4]!), { recursive: true });
    await expect(open(copy)).rejects.toThrow(`no images of ${thirtyClasses[4]}`);
    await rename(join(copy, 'train', thirtyClasses[7]!), join(copy, 'train/other'));
    await cp(join(folders, 'val'), join(copy, 'val'), { recursive: true });
    await expect(readAll(copy)).rejects.toThrow(`train/${thirtyClasses[7]} cannot be read`);
  });

  it('without an archive of a class in the archive of all is refused, naming it', async () => {
    const copy = await copyOf(archives);
    const archive = join(copy, 'ILSVRC2012_img_train.tar');
    await packTar(archive, join(copy, 'unpacked/train'), [`${thirtyClasses[0]}.tar`]);
    await expect(readAll(copy)).rejects.toThrow(`does not hold ${thirtyClasses[1]}.tar`);
  });

  it('with a broken image is refused, naming it and the archives that it is in', async () => {
    const copy = await copyOf(archives);
    const train = join(copy, 'unpacked/train');
    const [acorn] = thirtyClasses as [string];
    await writeFile(join(train, acorn, 'broken.JPEG'), 'no image');
    await packTar(join(train, `${acorn}.tar`), join(train, acorn), ['broken.JPEG']);
    await packTar(
      join(copy, 'ILSVRC2012_img_train.tar'),
      train,
      thirtyClasses.map((wnid) => `${wnid}.tar`),
    );
    const reading = readAll(copy);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(`broken.JPEG in ${acorn}.tar in ${copy}/ILSVRC2012_img_train.tar`);
  });

  it.each([
    ['too few numbers', '1\n2\n', /no images of/],
    ['a number that no class has', '1\n77\n', /image 2 the class 77/],
    ['a text', 'one\n', /image 1 the class one/],
  ])('with a ground truth of %s is refused', async (_, truth, reason) => {
    const copy = await copyOf(archives);
    await writeDevkit(join(copy, 'ILSVRC2012_devkit_t12.tar.gz'), join(copy, 'unpacked'), truth);
    await expect(open(copy)).rejects.toThrow(reason);
  });

  it('passes over classes that are none of the thirty', async () => {
    const copy = await copyOf(folders);
    await writeImage(join(copy, 'train', kitFox, 'fox.JPEG'), 250);
    expect(await readAll(copy)).toEqual(await readAll(folders));
  });
});
