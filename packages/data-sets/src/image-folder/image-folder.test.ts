import { mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pickAll, testRequest } from '../testing/outliers.ts';
import { open as folderOutliers } from '../folder/outliers.ts';

const shape = { height: 4, width: 4, channels: 3 };

/** Writes images of one level each into a folder that goes when the test ends. */
async function folderOf(levels: Record<string, number>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'fcdd-outliers-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, level] of Object.entries(levels)) await writeGrey(join(root, name), level);
  return root;
}

async function writeGrey(path: string, level: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const background = { r: level, g: level, b: level };
  const image = sharp({ create: { width: 12, height: 6, channels: 3, background } });
  await image.toFile(path);
}

const open = async (path: string, exclude: string[] = []) =>
  folderOutliers(await testRequest({ shape, path, exclude }));

const levelsOf = (images: Uint8Array[]) => images.map((pixels) => pixels[0]);

describe('a folder of outliers', () => {
  it('gives the images of any format in it and in the folders in it, in the order of their names', async () => {
    const root = await folderOf({
      'b.png': 2,
      'a.webp': 1,
      'two/z.JPEG': 30,
      'one/d.tiff': 10,
      'one/in/e.gif': 20,
    });
    await writeFile(join(root, 'readme.txt'), 'no image');
    await writeFile(join(root, '._b.png'), 'no image');
    const images = await pickAll(await open(root));
    expect(levelsOf(images)).toEqual([1, 2, 10, 20, 30]);
    for (const pixels of images) expect(pixels).toHaveLength(4 * 4 * 3);
  });

  it('gives those that are picked', async () => {
    const root = await folderOf({ 'a/1.png': 1, 'a/2.png': 2, 'b/3.png': 3, 'c/4.png': 4, 'c/5.png': 5 });
    const pool = await open(root);
    expect(pool.count).toBe(5);
    expect(levelsOf(await pickAll(pool, [1, 4]))).toEqual([2, 5]);
    expect(levelsOf(await pickAll(pool, [0, 2, 3]))).toEqual([1, 3, 4]);
  });

  it('gives no image of excluded folders, in any case', async () => {
    const root = await folderOf({ 'Cat/1.png': 1, 'dog/2.png': 2, 'dog/cat/3.png': 3, 'catfish/4.png': 4 });
    expect(levelsOf(await pickAll(await open(root, ['cAt'])))).toEqual([4, 2]);
  });

  it('takes all Unicode forms of a folder to be excluded as one name', async () => {
    const root = await folderOf({ 'gru\u0308n/1.png': 1, 'rot/2.png': 2 });
    expect(levelsOf(await pickAll(await open(root, ['Gr\u00fcn'])))).toEqual([2]);
  });

  it('without a folder that is to be left out is refused, naming the nearest', async () => {
    const root = await folderOf({ 'rocket/1.png': 1, 'dog/2.png': 2 });
    await expect(open(root, ['dog', 'rokcet'])).rejects.toMatchObject({
      message: `supervision.exclude names 'rokcet', but no folder in ${root} is called that.`,
      hint: "Did you mean 'rocket'?",
    });
  });

  it('gives grey images to a net that takes these', async () => {
    const root = await folderOf({ 'a.png': 7 });
    const request = await testRequest({ shape: { ...shape, channels: 1 }, path: root });
    expect([...(await pickAll(await folderOutliers(request)))[0]!]).toEqual(Array(16).fill(7));
  });

  it('leaves out what is broken, tells its name, and takes another image that was not picked', async () => {
    const root = await folderOf({ '1.png': 1, '3.png': 3, '4.png': 4, '6.png': 6 });
    for (const name of ['2.png', '5.png']) await writeFile(join(root, name), 'no image');
    const request = await testRequest({ shape, path: root });
    const pool = await folderOutliers(request);
    expect(levelsOf(await pickAll(pool, [1, 2, 5]))).toEqual([4, 3, 6]);
    expect(request.warnings).toHaveLength(1);
    expect(request.warnings[0]).toContain('2.png');
    // With nothing to take in their place.
    expect(levelsOf(await pickAll(pool))).toEqual([1, 3, 4, 6]);
    expect(request.warnings[1]).toMatch(/^Broken images in .*2\.png.*5\.png\./);
  });

  it('with nothing but broken images is refused', async () => {
    const root = await folderOf({});
    await writeFile(join(root, '1.png'), 'no image');
    await expect(pickAll(await open(root))).rejects.toThrow('none is sound');
  });

  it('follows links, also in a circle', async () => {
    const root = await folderOf({ 'a/1.png': 1 });
    const other = await folderOf({ '2.png': 2 });
    await symlink(other, join(root, 'b'));
    await symlink(root, join(root, 'a/up'));
    await symlink(join(other, '2.png'), join(root, '3.png'));
    await symlink(join(other, 'nowhere'), join(root, 'c'));
    expect(levelsOf(await pickAll(await open(root)))).toEqual([2, 1, 2]);
  });

  it('is listed again only where it has changed', async () => {
    const root = await folderOf({ 'a/1.png': 1, 'b/2.png': 2 });
    const request = await testRequest({ shape, path: root });
    await folderOutliers(request);
    await writeGrey(join(root, 'b/3.png'), 3);
    await writeGrey(join(root, 'c/4.png'), 4);
    expect(levelsOf(await pickAll(await folderOutliers(request)))).toEqual([1, 2, 3, 4]);
  });

  it('is not listed again where it has not changed', async () => {
    const root = await folderOf({ 'a/1.png': 1 });
    const request = await testRequest({ shape, path: root });
    const { atime, mtime } = await stat(join(root, 'a'));
    await utimes(join(root, 'a'), atime, mtime);
    expect((await folderOutliers(request)).count).toBe(1);
    await writeGrey(join(root, 'a/2.png'), 2);
    await utimes(join(root, 'a'), atime, mtime);
    expect((await folderOutliers(request)).count).toBe(1);
  });

  it('that changes while it is read is refused', async () => {
    const root = await folderOf({ 'a/1.png': 1, 'b/2.png': 2 });
    const pool = await open(root);
    await rm(join(root, 'b/2.png'));
    await expect(pickAll(pool)).rejects.toThrow('has changed');
  });

  it('has to be given, to exist and to have images', async () => {
    await expect(folderOutliers(await testRequest())).rejects.toThrow(UserError);
    const root = await folderOf({ 'a/1.png': 1 });
    await expect(open(join(root, 'none'))).rejects.toThrow(DataError);
    await expect(open(root, ['a'])).rejects.toThrow('no images');
  });
});
