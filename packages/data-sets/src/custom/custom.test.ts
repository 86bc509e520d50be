import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import {
  type CustomFile,
  imageSide,
  oneVersusRest,
  ownAnomalies,
  writeCustomFile,
  writeCustomFiles,
} from '../testing/custom-files.ts';
import { testSettings } from '@fcdd/acquisition/testing';
import type { DataSetItem, DataSetRequest, OpenedDataSet } from '../data-set.ts';
import { open as openCustom } from './open.ts';

const colour = { height: 28, width: 28, channels: 3 };

async function open(files: Record<string, CustomFile> | string, request: Partial<DataSetRequest> = {}) {
  const path = typeof files === 'string' ? files : await writeCustomFiles(files);
  const settings = await testSettings();
  const dataSet = await openCustom({ ...settings, shape: colour, path, ...request });
  return { dataSet, warnings: settings.warnings };
}

async function refusal(files: Record<string, CustomFile> | string): Promise<string> {
  return open(files)
    .then(({ dataSet }) => itemsOf(dataSet))
    .then(
      () => 'nothing is refused',
      (error: unknown) => describeError(error).replaceAll(/[^\s']*fcdd-custom-\w+/g, 'folder'),
    );
}

async function itemsOf(dataSet: OpenedDataSet): Promise<DataSetItem[]> {
  const items: DataSetItem[] = [];
  for await (const item of dataSet.read()) items.push(item);
  return items;
}

/** Split, class, grey value, whether it is anomalous, and how much of its map is. */
async function summaries(dataSet: OpenedDataSet): Promise<string[]> {
  return (await itemsOf(dataSet)).map(({ split, label, pixels, anomalous, map }) =>
    [
      split,
      dataSet.classes[label],
      pixels[0],
      ...(anomalous === undefined ? [] : [anomalous ? 'anomalous' : 'normal']),
      ...(map ? [map.values.reduce((sum, value) => sum + value, 0) / map.values.length] : []),
    ].join(' '),
  );
}

describe('a custom data set', () => {
  it('of images in class folders tests a class against the others', async () => {
    const { dataSet, warnings } = await open(oneVersusRest);
    expect(dataSet).toMatchObject({
      classes: ['cat', 'dog'],
      anomalies: 'other classes',
      hasMaps: { train: false, test: false },
      shape: colour,
      storedShape: { height: 31, width: 31, channels: 3 },
      fit: 'crop',
    });
    expect(await summaries(dataSet)).toEqual([
      'train cat 10',
      'train cat 11',
      'train dog 12',
      'test cat 20',
      'test dog 21',
    ]);
    expect(warnings).toEqual([]);
  });

  it('of folders normal and anomalous tests a class against its own anomalies', async () => {
    const { dataSet, warnings } = await open(ownAnomalies);
    expect(dataSet).toMatchObject({ classes: ['nut', 'screw'], anomalies: 'own' });
    expect(await summaries(dataSet)).toEqual([
      'train nut 11 anomalous',
      'train nut 10 normal',
      'train screw 12 normal',
      'test nut 21 anomalous',
      'test nut 20 normal',
      'test screw 23 anomalous',
      'test screw 22 normal',
    ]);
    expect(warnings).toEqual([]);
  });

  it('is read in grey for nets that take one channel', async () => {
    const shape = { height: 28, width: 28, channels: 1 };
    const { dataSet } = await open(oneVersusRest, { shape });
    const items = await itemsOf(dataSet);
    expect(items.map(({ pixels }) => pixels.length)).toEqual([31 * 31, 31 * 31, 31 * 31, 28 * 28, 28 * 28]);
  });

  it('keeps its order, by code points, whatever its names are', async () => {
    const names = ['.. up', 'B', 'a', "a'b", 'a"b', 'a\nb', 'ä', '\uff5e', '😀'].sort((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    );
    const visible = names.filter((name) => !name.startsWith('.'));
    const { dataSet } = await open(
      Object.fromEntries(
        names.flatMap((name, index) => [
          [`train/${name}/x.png`, index],
          [`test/${name}/x.png`, 100 + index],
        ]),
      ),
    );
    expect(dataSet.classes).toEqual(visible);
    expect((await summaries(dataSet)).slice(0, visible.length)).toEqual(
      visible.map((name) => `train ${name} ${names.indexOf(name)}`),
    );
  });

  it('skips files that are not images, and says so once', async () => {
    const other = Buffer.from('no image');
    const { dataSet, warnings } = await open({
      ...oneVersusRest,
      'train/cat/Thumbs.db': other,
      'train/cat/.DS_Store': other,
      'test/dog/notes.txt': other,
      'test/notes.txt': other,
      'readme.md': other,
    });
    expect(await itemsOf(dataSet)).toHaveLength(5);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Files in .* without the ending of an image are skipped: \.txt \(2\), \.db \(1\)\. Images end in \.jpg/,
      ),
    ]);
  });

  it('warns of the same contents under two labels, and in train and test', async () => {
    const { warnings } = await open({
      ...ownAnomalies,
      'test/nut/normal/copy.png': 21,
      'test/screw/normal/trained.png': 12,
      'train/nut/normal/harmless.png': 10,
    });
    expect(warnings).toEqual([
      'Images with the same contents are under two labels, or both in train and test, which falsifies results: ' +
        'test/nut/anomalous/e.png and test/nut/normal/copy.png; ' +
        'train/screw/Nominal/c.png and test/screw/normal/trained.png.',
    ]);
  });

  it('names a damaged image', async () => {
    expect(await refusal({ ...oneVersusRest, 'train/cat/broken.png': Buffer.from('no image') })).toContain(
      'folder/train/cat/broken.png is not an image that can be read.',
    );
  });

  it('follows links within it, and refuses those that lead out or in circles', async () => {
    const folder = await writeCustomFiles(oneVersusRest);
    await symlink('../cat/a.png', join(folder, 'train/dog/linked.png'));
    const { dataSet } = await open(folder);
    expect(await summaries(dataSet)).toContain('train dog 10');
    await symlink('..', join(folder, 'train/dog/circle'));
    expect(await refusal(folder)).toContain('The link folder/train/dog/circle leads in a circle.');

    const outside = await writeCustomFiles({ 'secret.png': 1, ...oneVersusRest });
    await symlink(join(folder, 'train/cat/a.png'), join(outside, 'train/cat/z.png'));
    expect(await refusal(outside)).toBe(
      'The link folder/train/cat/z.png leads out of folder.\n  Put the file or folder itself in its place.',
    );
  });
});

describe('the folders of a custom data set', () => {
  const without = (files: Record<string, CustomFile>, ...prefixes: string[]): Record<string, CustomFile> =>
    Object.fromEntries(
      Object.entries(files).filter(([name]) => !prefixes.some((prefix) => name.startsWith(prefix))),
    );

  it.each([
    ['have no test', without(oneVersusRest, 'test'), 'There is no folder folder/test.'],
    [
      'have other classes in train than in test',
      { ...oneVersusRest, 'train/cow/a.png': 1, 'test/pig/a.png': 2 },
      "The class folders of train and test in folder differ: only train has 'cow'; only test has 'pig'.",
    ],
    [
      'have no class, only labels',
      { 'train/normal/a.png': 1, 'test/normal/b.png': 2 },
      "A class folder in folder/train is called 'normal'.",
    ],
    [
      'have labels in some classes alone',
      { ...ownAnomalies, 'train/cat/a.png': 1, 'test/cat/a.png': 2 },
      "Some class folders have normal and anomalous images ('folder/train/nut', 'folder/train/screw', 'folder/test/nut', 'folder/test/screw'), others do not ('folder/train/cat', 'folder/test/cat').",
    ],
    [
      'have another folder beside the labels',
      { ...ownAnomalies, 'test/nut/odd/a.png': 1 },
      "folder/test/nut has 'anomalous', 'normal', 'odd': beside normal and anomalous there may be no other folder.",
    ],
    [
      'have an image beside the labels',
      { ...ownAnomalies, 'test/nut/a.png': 1 },
      'The image folder/test/nut/a.png is in neither of the folders normal and anomalous.',
    ],
    [
      'have an image beside the classes',
      { ...oneVersusRest, 'train/a.png': 1 },
      'The image folder/train/a.png is in no class folder.',
    ],
    [
      'have a class without training images',
      { ...oneVersusRest, 'train/cow/notes.txt': Buffer.from('none'), 'test/cow/a.png': 2 },
      "There are no training images of 'cow' in folder.",
    ],
    [
      'have a class without anomalous test images',
      without(ownAnomalies, 'test/nut/anomalous'),
      "There are no anomalous test images of 'nut' in folder.",
    ],
    [
      'have one class alone',
      without(oneVersusRest, 'train/dog', 'test/dog'),
      "folder has only one class, 'cat'.",
    ],
  ])('are refused where they %s', async (_, files, message) => {
    expect(await refusal(files)).toContain(message);
  });
});

it('a crop that shows less than half of images is told, with the share of the worst', async () => {
  const line = await sharp({ create: { width: 200, height: 8, channels: 3, background: '#789' } })
    .png()
    .toBuffer();
  const wide = await sharp({ create: { width: 50, height: 20, channels: 3, background: '#789' } })
    .png()
    .toBuffer();
  const files = { ...oneVersusRest, 'train/cat/line.png': line, 'test/dog/wide.png': wide };
  const { dataSet, warnings } = await open(files);
  await itemsOf(dataSet);
  expect(warnings).toEqual([
    'The net sees less than half of 2 of 7 images, because their centre is cut out: of train/cat/line.png it sees 4 %. With dataset.fit: fill, it sees all of them, squeezed.',
  ]);
});

describe('names in several Unicode forms', () => {
  const [composed, decomposed] = ['Gr\u00fcn', 'Gru\u0308n'];

  it('are one class in train, test and maps, which is called by the composed form', async () => {
    const { dataSet, warnings } = await open({
      [`train/${composed}/normal/a.png`]: 10,
      [`test/${decomposed}/normal/b.png`]: 20,
      [`test/${decomposed}/anomalous/c${composed}.png`]: 21,
      [`test_maps/${composed}/anomalous/c${decomposed}.png`]: 'map',
    });
    expect(dataSet.classes).toEqual([composed]);
    expect(await summaries(dataSet)).toEqual([
      `train ${composed} 10 normal`,
      `test ${composed} 21 anomalous 0.5`,
      `test ${composed} 20 normal 0`,
    ]);
    expect(warnings).toEqual([]);
  });

  it('are refused as two folders beside each other', async () => {
    const files = { [`train/${composed}/a.png`]: 1, [`train/${decomposed}/b.png`]: 2 };
    expect(await refusal({ ...files, 'test/x/a.png': 3 })).toContain(
      `Two class folders in folder/train have the name '${composed}', in different Unicode forms.`,
    );
  });
});

describe('maps that would be taken for images', () => {
  /** A picture of stripes: not plain, and not of two values. */
  const stripes = (shift: number): Promise<Buffer> =>
    sharp(
      Uint8Array.from({ length: 400 }, (_, index) => (index * 13 + shift) % 256),
      {
        raw: { width: 20, height: 20, channels: 1 },
      },
    )
      .png()
      .toBuffer();

  it.each([
    ['beside their images', 'test/nut/anomalous/z.jpg', 'test/nut/anomalous/z.png'],
    ['with a word at the end of the name', 'test/nut/anomalous/z.png', 'test/nut/anomalous/z_mask.png'],
    ['in training too', 'train/nut/anomalous/z.png', 'train/nut/anomalous/z-GT.png'],
  ])('are refused where they lie %s', async (_, image, map) => {
    const files = { ...ownAnomalies, [image]: await stripes(3), [map]: 'map' as const };
    const folder = image.replace('/', '_maps/').replace(/\/z.*/, '');
    expect(await refusal(files)).toBe(
      `Ground-truth maps lie among the images: 1 file, such as ${map} beside ${image}.
  Move maps to a folder of their own, such as ${folder}, each with the name of its image; or move them away.`,
    );
  });

  it('are refused in a folder whose name means maps', async () => {
    const files = { ...oneVersusRest, 'test/cat/Ground_Truth/z.png': 5, 'test/dog/masks/z.png': 6 };
    expect(await refusal(files)).toContain(
      'Ground-truth maps lie among the images: 2 files, such as test/cat/Ground_Truth/z.png.',
    );
  });

  it('are none where both of a name are pictures, which is told', async () => {
    const { dataSet, warnings } = await open({
      ...oneVersusRest,
      'test/dog/z.png': await stripes(3),
      'test/dog/z.webp': await stripes(9),
    });
    expect(await itemsOf(dataSet)).toHaveLength(7);
    expect(warnings).toEqual([
      'Some images differ in name by the ending alone, such as test/dog/z.png and test/dog/z.webp: each counts as an image.',
    ]);
  });

  it('are told where they lie beside train and test, as all folders and images that are not read', async () => {
    const { warnings } = await open({
      ...oneVersusRest,
      'ground_truth/cat/a.png': 1,
      'a.png': 2,
      'readme.md': Buffer.from('text'),
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^.* holds 'a\.png', 'ground_truth', which are not read: only train, test, train_maps and test_maps are\. Ground-truth maps are read from test_maps\/<class>/,
      ),
    ]);
  });
});

describe('ground-truth maps of a custom data set', () => {
  const maps: Record<string, CustomFile> = {
    'train_maps/nut/anomalous/b.png': 'map',
    'test_maps/nut/anomalous/e.png': 'map',
    'test_maps/screw/anomalous/g.png': 'map',
  };

  it('belong to images of their names; normal images without one are normal everywhere', async () => {
    const { dataSet, warnings } = await open({ ...ownAnomalies, ...maps });
    expect(dataSet).toMatchObject({ hasMaps: { train: true, test: true }, fit: 'fill' });
    expect(await summaries(dataSet)).toEqual([
      'train nut 11 anomalous 0.5',
      'train nut 10 normal 0',
      'train screw 12 normal 0',
      'test nut 21 anomalous 0.5',
      'test nut 20 normal 0',
      'test screw 23 anomalous 0.5',
      'test screw 22 normal 0',
    ]);
    expect((await itemsOf(dataSet))[0]!.map).toMatchObject(imageSide);
    expect(warnings).toEqual([]);
  });

  it('make an anomalous training image without one anomalous everywhere', async () => {
    const { dataSet } = await open({ ...ownAnomalies, 'train_maps/nut/normal/a.png': 0 });
    expect((await summaries(dataSet)).slice(0, 2)).toEqual([
      'train nut 11 anomalous 1',
      'train nut 10 normal 0',
    ]);
  });

  it('are not evaluated where an anomalous test image lacks one, with a warning', async () => {
    const { 'test_maps/nut/anomalous/e.png': _, ...some } = maps;
    const { dataSet, warnings } = await open({ ...ownAnomalies, ...some });
    expect(dataSet.hasMaps).toEqual({ train: true, test: false });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^1 of 2 anomalous test images lack a ground-truth map, such as .*test\/nut\/anomalous\/e\.png: heatmaps are not evaluated per pixel\.$/,
      ),
    ]);
    expect((await itemsOf(dataSet)).filter(({ split }) => split === 'test').every(({ map }) => !map)).toBe(
      true,
    );
  });

  it('are needed of all test images where classes are tested against each other', async () => {
    const both = { 'test_maps/cat/d.png': 'map', 'test_maps/dog/e.png': 'map' } as const;
    expect((await open({ ...oneVersusRest, ...both })).dataSet.hasMaps.test).toBe(true);
    const { dataSet, warnings } = await open({ ...oneVersusRest, 'test_maps/cat/d.png': 'map' });
    expect(dataSet.hasMaps.test).toBe(false);
    expect(warnings).toEqual([expect.stringContaining('1 of 2 test images lack a ground-truth map')]);
  });

  it('may have another ending, and belong to the image of the same ending where two share a name', async () => {
    const folder = await writeCustomFiles({ ...ownAnomalies, ...maps });
    await writeCustomFile(join(folder, 'test/nut/anomalous/e.jpg'), 24);
    const { dataSet } = await open(folder);
    expect(dataSet.hasMaps.test).toBe(false);
    await writeCustomFile(join(folder, 'test/screw/anomalous/h.jpg'), 25);
    await writeCustomFile(join(folder, 'test_maps/screw/anomalous/h.png'), 'map');
    expect(await refusal(folder)).toBe('nothing is refused');
  });

  it.each([
    [
      'belong to no image',
      { 'test_maps/nut/anomalous/z.png': 'map' as const },
      'The map folder/test_maps/nut/anomalous/z.png belongs to no image: there is no test/nut/anomalous/z.png.',
    ],
    [
      'may belong to two images',
      {
        'test/nut/normal/e.jpg': 5,
        'test/nut/normal/e.webp': 6,
        'test_maps/nut/normal/e.png': 'map' as const,
      },
      'It is not clear which image has which map: folder/test_maps/nut/normal/e.png, folder/test/nut/normal/e.jpg and folder/test/nut/normal/e.webp.',
    ],
    [
      'are two of one image',
      { 'test_maps/nut/anomalous/e.tif': 'map' as const },
      'It is not clear which image has which map: folder/test_maps/nut/anomalous/e.tif, folder/test/nut/anomalous/e.png and folder/test_maps/nut/anomalous/e.png.',
    ],
    [
      'are not black and white',
      { 'test_maps/nut/normal/d.png': 77 },
      'The map folder/test_maps/nut/normal/d.png has pixels that are neither black nor white.',
    ],
  ])('are refused where they %s', async (_, files, message) => {
    expect(await refusal({ ...ownAnomalies, ...maps, ...(files as Record<string, CustomFile>) })).toContain(
      message,
    );
  });
});
