import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readScores } from '@fcdd/records';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { finish } from './testing/project.ts';

const program = resolve(import.meta.dirname, '../dist/fcdd.js');

/** Makes a folder with an experiment on a tiny net and the files of its data. */
async function prepare(experiment: string, files: Record<string, Picture | Buffer>) {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-data-sets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const training = 'detector: { net: FCDD_CNN32_S }\ntraining: { seeds: 1, epochs: 2, batchSize: 8 }\n';
  await writeFile(join(folder, 'tiny.yaml'), `version: 2\nname: tiny\n${experiment}\n${training}`);
  for (const [name, file] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), Buffer.isBuffer(file) ? file : await encode(file));
  }
  const fcdd = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: 'pipe' });
    const { code, stdout, stderr } = await finish(child);
    if (code !== 0) throw new Error(stdout + stderr);
    return stdout;
  };
  const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'));
  return { folder, fcdd, read };
}

/** Draws stripes of a brightness by the image's number, with a dark square as a defect; or the map of that. */
interface Picture {
  number: number;
  defect?: boolean;
  isMap?: boolean;
}

const [width, height] = [60, 40];

function encode({ number, defect, isMap }: Picture): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isDefect = defect && Math.abs(x - 30) < 7 && Math.abs(y - 12 - number) < 7;
    if (isMap) return isDefect ? 255 : 0;
    return isDefect ? 0 : 150 + 5 * number + (x % 6 < 3 ? 30 : 0);
  });
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/** Writes images of these numbers into a folder. */
function pictures(folder: string, count: number, picture: Partial<Picture> = {}, ending = '') {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Object.fromEntries(
    numbers.map((number) => [`${folder}/00${number}${ending}.png`, { ...picture, number }]),
  );
}

/** Checks that files get the scores that the evaluation gave them as test images. */
async function expectSameScores(results: string, predictions: { score: number }[]): Promise<void> {
  const scores = [...(await readScores(results, 'test')).scores].sort((a, b) => a - b);
  const found = predictions.map(({ score }) => score).sort((a, b) => a - b);
  expect(found).toHaveLength(scores.length);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - scores[i]!)).toBeLessThan(1e-4 * scores.at(-1)!);
}

it('runs MVTec-AD with maps in training, evaluated per pixel, and scores its files alike', async () => {
  const { folder, fcdd, read } = await prepare(
    `dataset: { name: mvtec, path: mvtec, classes: [screw], preprocessing: aug1 }
supervision: { mode: noise, source: mvtec_gt, limit: 1 }`,
    {
      ...pictures('mvtec/screw/train/good', 6),
      ...pictures('mvtec/screw/test/good', 3),
      ...pictures('mvtec/screw/test/bent', 4, { defect: true }),
      ...pictures('mvtec/screw/ground_truth/bent', 4, { defect: true, isMap: true }, '_mask'),
    },
  );
  await fcdd('run', 'tiny.yaml', '--offline');
  const { figures } = await read('results/tiny/summary.json');
  expect(figures).toMatchObject({ pixelAuc: expect.any(Number), pro: expect.any(Number) });
  const results = 'results/tiny/normal_9/it_0';
  expect((await read(`${results}/gtmap_roc.json`)).auc).toBeGreaterThan(0.8);

  await fcdd('predict', results, 'mvtec/screw/test', '--out', 'scores', '--no-overlays');
  await expectSameScores(join(folder, results), await read('scores/scores.json'));
  expect(await fcdd('run', 'tiny.yaml', '--offline')).toContain('0 stages ran');
  expect(await fcdd('plan', 'tiny.yaml')).toContain(' 0 to run, 0 may run');
});

it('runs images of the user, cut to their middle, and scores and draws just that of their files', async () => {
  const { folder, fcdd, read } = await prepare(
    `dataset: { name: custom, path: images, preprocessing: aug1, fit: crop }
supervision: { mode: other }`,
    {
      ...pictures('images/train/nut/normal', 8),
      ...pictures('images/train/nut/anomalous', 4, { defect: true }),
      ...pictures('images/test/nut/normal', 3),
      ...pictures('images/test/nut/anomalous', 3, { defect: true }),
    },
  );
  await fcdd('run', 'tiny.yaml', '--offline');
  const results = 'results/tiny/normal_0/it_0';
  await fcdd('predict', results, 'images/test', '--out', 'scores');
  const predictions = await read('scores/scores.json');
  await expectSameScores(join(folder, results), predictions);
  // The rows, of 40, that 32 of the 35 stored rows come from.
  const drawn = await sharp(join(folder, 'scores', predictions[0].heatmap)).metadata();
  expect([drawn.width, drawn.height]).toEqual([37, 37]);
});

it("runs CIFAR-10 in its publisher's files with CIFAR-100 as outlier exposure", async () => {
  const { fcdd, read } = await prepare(
    `dataset: { name: cifar10, path: cifar-10, classes: [cat], preprocessing: aug1 }
supervision: { mode: noise, source: cifar100, path: cifar-100 }`,
    {
      ...Object.fromEntries(
        [1, 2, 3, 4, 5].map((i) => [`cifar-10/data_batch_${i}.bin`, records([[3], [5]])]),
      ),
      'cifar-10/test_batch.bin': records([[3], [3], [5], [6]]),
      'cifar-100/train.bin': records([
        [0, 90],
        [1, 91],
      ]),
      'cifar-100/test.bin': records([[0, 90]]),
    },
  );
  await fcdd('run', 'tiny.yaml', '--offline');
  const { counts, classes } = await read('results/tiny/summary.json');
  expect(counts.runs).toBe(1);
  expect(classes).toMatchObject([{ name: 'cat', meanAuc: expect.any(Number) }]);
  expect((await read('results/tiny/normal_3/it_0/history.json')).epochs[1].lossAnomalous).not.toBeNull();
});

/** Makes records of CIFAR's binary version: labels, then the planes of an image of one grey level. */
function records(labels: number[][]): Buffer {
  return Buffer.concat(
    labels.map((label) => Buffer.from([...label, ...new Array(3072).fill(20 * label.at(-1)!)])),
  );
}
