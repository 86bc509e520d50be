import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packTar, testSettings } from '@fcdd/acquisition/testing';
import { annotation, writePascalVoc } from '../testing/pascalvoc-files.ts';
import type { DataSetItem } from '../data-set.ts';
import { open as openPascalVoc } from './open.ts';

const shape = { height: 4, width: 4, channels: 3 };
const open = async (path: string) => openPascalVoc({ ...(await testSettings()), shape, path });

/** A folder with VOCdevkit/VOC2007, which goes when the test ends. */
async function unpacked(): Promise<{ root: string; folder: string }> {
  const root = await mkdtemp(join(tmpdir(), 'fcdd-pascalvoc-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, 'VOCdevkit/VOC2007');
  await writePascalVoc(folder);
  return { root, folder };
}

async function packed(): Promise<string> {
  const { root } = await unpacked();
  const archive = join(root, 'VOCtrainval_06-Nov-2007.tar');
  await packTar(archive, root, ['VOCdevkit']);
  return archive;
}

async function readAll(path: string): Promise<DataSetItem[]> {
  const items: DataSetItem[] = [];
  for await (const item of (await open(path)).read()) items.push(item);
  return items;
}

/** Split, whether anomalous, and the level that tells which image it is. */
const outline = (items: DataSetItem[]) =>
  items.map(({ split, anomalous, pixels }) => [split, anomalous, pixels[0]]);

describe('Pascal VOC2007', () => {
  it('has training images with a horse, and test images with and without one', async () => {
    const { folder } = await unpacked();
    const items = await readAll(folder);
    expect(outline(items)).toEqual([
      ['train', false, 17],
      ['train', false, 32],
      ['test', false, 23],
      ['test', true, 26],
    ]);
    for (const { label, pixels } of items) expect([label, pixels.length]).toEqual([0, 4 * 4 * 3]);
    expect(await open(folder)).toMatchObject({ classes: ['horse'], anomalies: 'own' });
  });

  it('is the same in the archive of its publisher, and in the folder that this unpacks into', async () => {
    const { root, folder } = await unpacked();
    const items = outline(await readAll(folder));
    expect(outline(await readAll(root))).toEqual(items);
    const fromArchive = outline(await readAll(await packed()));
    expect(fromArchive.toSorted()).toEqual(items.toSorted());
    expect(outline(await readAll(await packed()))).toEqual(fromArchive);
  });

  it('is found unpacked in the data folder, which is said to be unverified', async () => {
    const settings = await testSettings();
    await writePascalVoc(join(settings.dataFolder, 'pascalvoc/VOCdevkit/VOC2007'));
    await openPascalVoc({ ...settings, shape });
    expect(settings.lines.at(-1)).toMatch(/VOC2007 was not compared with a digest/);
  });

  it('that is nowhere tells where to get it and where to put it', async () => {
    const settings = await testSettings();
    const opening = openPascalVoc({ ...settings, shape });
    await expect(opening).rejects.toThrow('offline');
    await expect(opening).rejects.toMatchObject({
      hint: expect.stringMatching(
        /^Put VOCtrainval_06-Nov-2007.tar \(http.*\) into .*\/pascalvoc/,
      ) as unknown,
    });
  });

  it('is not taken from a folder or archive of something else', async () => {
    const { dataFolder } = await testSettings();
    await expect(open(dataFolder)).rejects.toThrow('not a copy of Pascal VOC2007');
    const archive = join(dataFolder, 'other.tar');
    await writeFile(join(dataFolder, 'file'), 'text');
    await packTar(archive, dataFolder, ['file']);
    await expect(open(archive)).rejects.toThrow('does not hold ImageSets/Main/train.txt');
  });

  it.each([
    ['Annotations/000017.xml', '<annotation><object>', 'Annotations/000017.xml'],
    ['Annotations/000017.xml', '<scene><object><name>horse</name></object></scene>', 'not an annotation'],
    ['Annotations/000017.xml', '<annotation><object/></annotation>', 'an object without a name'],
    ['Annotations/000017.xml', `${'<a>'.repeat(100_000)}`, 'not an XML document'],
    ['ImageSets/Main/val.txt', '000023\n../../../000026\n', 'not a list of images: it has "../../../000026"'],
    ['JPEGImages/000032.jpg', 'no image', 'JPEGImages/000032.jpg'],
  ])('with the file %s of contents %.40s is refused', async (file, contents, reason) => {
    const { folder } = await unpacked();
    await writeFile(join(folder, file), contents);
    const reading = readAll(folder);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(reason);
  });

  it('expands no entities that an annotation defines itself', async () => {
    const { folder } = await unpacked();
    const definitions = ['<!ENTITY e0 "horse">'];
    for (let level = 1; level < 30; level++)
      definitions.push(`<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE annotation [${definitions.join('')}]>${annotation('000017', ['&e29;'])}`;
    await writeFile(join(folder, 'Annotations/000017.xml'), bomb);
    await expect(open(folder)).rejects.toThrow('Annotations/000017.xml');
  });

  it('without an image, or cut off, is refused', async () => {
    const { root, folder } = await unpacked();
    await cp(join(folder, 'JPEGImages/000032.jpg'), join(root, 'kept.jpg'));
    await rm(join(folder, 'JPEGImages/000032.jpg'));
    await expect(readAll(folder)).rejects.toThrow('JPEGImages/000032.jpg cannot be read');
    const archive = join(root, 'lacking.tar');
    await packTar(archive, root, ['VOCdevkit']);
    await expect(readAll(archive)).rejects.toThrow('does not hold JPEGImages/000032.jpg');
    await truncate(archive, 5000);
    await expect(readAll(archive)).rejects.toThrow('not a sound archive');
  });
});
