import { once } from 'node:events';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createNet } from '@fcdd/nets';
import { createRandom } from '@fcdd/random';
import { resolveEngine, startEngine } from '@fcdd/engine';
import { writeSnapshot } from '@fcdd/records';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Project, createProject } from './testing/project.ts';

beforeAll(async () => {
  await startEngine(resolveEngine({ backend: 'onnxruntime', device: 'cpu' }), { threads: 1 });
});

/** Makes a project with some images and a detector without a threshold. */
async function projectWithDetector(imageCount: number): Promise<Project> {
  const project = await createProject();
  const results = join(project.folder, 'results');
  const images = join(project.folder, 'images');
  await mkdir(results);
  await mkdir(images);
  const net = createNet('FCDD_CNN28', { bias: true, random: createRandom('net') });
  await writeSnapshot(results, {
    detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: null },
    ...{ dataSet: 'mnist', preprocessing: 'lcn' },
    statistics: { mean: [0.1], standardDeviation: [0.3], contrast: { smallest: -1, largest: 5 } },
    nominalClass: { index: 3, name: '3' },
    nominalLabel: 0,
    weights: await net.state(),
  });
  net.dispose();
  for (let i = 0; i < imageCount; i++)
    await sharp({ create: { width: 40, height: 30, channels: 3, background: { r: i % 256, g: 0, b: 99 } } })
      .png()
      .toFile(join(images, `${i}.png`));
  return project;
}

it.each(['export', 'predict'])('fcdd %s is explained with examples', async (command) => {
  const { fcdd } = await createProject();
  const { code, stdout } = await fcdd(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: fcdd ${command}`);
  expect(stdout).toContain('Examples:');
});

describe('fcdd export', () => {
  it('writes a detector, with which fcdd predict scores images', async () => {
    const { folder, fcdd } = await projectWithDetector(3);
    const exported = await fcdd('export', '--snapshot', 'results', '--out', 'new/one.onnx');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toMatch(/^new\/one\.onnx \(\d+\.\d kB\)\n$/);
    expect(await readdir(join(folder, 'new'))).toEqual(['one.onnx']);

    await writeFile(join(folder, 'images/text.txt'), 'no image');
    const { code, stdout, stderr } = await fcdd('predict', 'new/one.onnx', 'images', '--out', 'scores');
    expect(code).toBe(0);
    expect(stdout).toBe(
      "3 images scored, no threshold is known, 1 file skipped (see the column 'problem')\nscores/scores.csv\n",
    );
    expect(stderr).toMatch(/^Skipped "images\/text\.txt": It is not an image that can be read\.\n$/);
    expect(await readdir(join(folder, 'scores/heatmaps/images'))).toHaveLength(3);
  });

  it.each([
    [[], 'Nothing to export is named.'],
    [['tiny.yaml', '--snapshot', 'results'], 'not both'],
    [['--snapshot', 'images'], "There is no snapshot.safetensors in 'images'."],
    [['--snapshot', 'results', '--class', '3'], "cannot be used with option '--class <name>'"],
    [['tiny.yaml'], '4 of 4 detectors are not trained with the current experiment and code'],
    [['tiny.yaml', '--seed', '7'], 'The experiment has no detector of seed 7.'],
  ])('exits with 2 for %j', async (args, message) => {
    const { fcdd } = await projectWithDetector(0);
    const { code, stderr } = await fcdd('export', ...args, '--out', 'out');
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('fcdd predict', () => {
  it('takes a folder of results as it is, and tells programs what it finds', async () => {
    const { fcdd } = await projectWithDetector(2);
    const { code, stdout } = await fcdd(
      'predict',
      'results',
      'images',
      '--out',
      'out',
      '--no-overlays',
      '--json',
    );
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { type: 'started', images: 2 },
      { type: 'prediction', path: 'images/0.png', score: expect.any(Number), heatmap: null },
      { type: 'prediction', path: 'images/1.png' },
      { type: 'finished', scored: 2, skipped: 0, interrupted: false, threshold: null },
    ]);
  });

  it('exits with 1 where nothing could be scored, and with 2 where the model is none', async () => {
    const { folder, fcdd } = await projectWithDetector(0);
    expect((await fcdd('predict', 'results', 'images', '--out', 'out')).code).toBe(1);
    const { code, stderr } = await fcdd('predict', 'tiny.yaml', 'images', '--out', 'out');
    expect(stderr).toContain("'tiny.yaml' is not an ONNX file, or it is damaged.");
    expect(code).toBe(2);
    await expect(stat(join(folder, 'out/heatmaps'))).rejects.toThrow();
  });

  it('stops when it is interrupted, and leaves whole tables of what is done', async () => {
    const { folder, start } = await projectWithDetector(400);
    const child = start('predict', 'results', 'images', '--out', 'out', '--batch', '1', '--json');
    const lines = createInterface({ input: child.stdout! });
    const exit = once(child, 'exit') as Promise<[number | null]>;
    let predictions = 0;
    for await (const line of lines) {
      if (!line.includes('"prediction"')) continue;
      if (++predictions === 3) child.kill('SIGINT');
    }
    expect((await exit)[0]).toBe(130);
    const table = JSON.parse(await readFile(join(folder, 'out/scores.json'), 'utf8')) as unknown[];
    expect(table).toHaveLength(predictions);
    expect(predictions).toBeLessThan(400);
  });
});
