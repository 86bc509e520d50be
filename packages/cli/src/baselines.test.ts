import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cutMontage, readColourImage } from '@fcdd/images';
import { readCombinedPictures, readHeatmapPictures, readSummary } from '@fcdd/records';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExperimentFolder, createExperimentFolder } from './testing/experiment-folder.ts';

const experiment = `version: 2
name: tiny
dataset: { name: mvtec, path: mvtec, classes: [screw], preprocessing: aug1 }
supervision: { mode: noise, source: mvtec, limit: 1 }
detector: { net: FCDD_CNN28 }
training: { epochs: 1, batchSize: 8 }
heatmaps: { resolution: 32 }
engine: { backend: onnxruntime, device: cpu }
`;

let experimentFolder: ExperimentFolder;
/** Lists the stages that ran for the baselines. */
let added: string[];

beforeAll(async () => {
  experimentFolder = await createExperimentFolder(experiment);
  await writeScrews(join(experimentFolder.folder, 'mvtec/screw'));
  await run('experiment.yaml');
  await experimentFolder.fcdd('baselines', 'experiment.yaml');
  added = await run('experiment-baselines.yaml');
});

afterAll(() => rm(experimentFolder.folder, { recursive: true, force: true }));

/** Lists the stages that ran. */
async function run(file: string, ...options: string[]): Promise<string[]> {
  const { code, stdout } = await experimentFolder.fcdd('run', file, '--json', '--offline', ...options);
  if (code !== 0) throw new Error(stdout);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return events.flatMap(({ type, id }) => (type === 'stage-finished' ? [id] : []));
}

/** Writes MVTec-AD's folders, with stripes as images and dark squares as defects. */
async function writeScrews(folder: string): Promise<void> {
  const kinds = [
    { path: 'train/good', count: 6 },
    { path: 'test/good', count: 3 },
    { path: 'test/bent', count: 4, defect: true },
    { path: 'ground_truth/bent', count: 4, defect: true, isMap: true },
  ];
  for (const { path, count, defect = false, isMap = false } of kinds)
    for (let number = 0; number < count; number++) {
      const file = join(folder, path, `00${number}${isMap ? '_mask' : ''}.png`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await screw(number, defect, isMap));
    }
}

function screw(number: number, hasDefect: boolean, isMap: boolean): Promise<Buffer> {
  const side = 40;
  const pixels = Uint8Array.from({ length: side ** 2 }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const isDefect = hasDefect && Math.abs(x - 20) < 7 && Math.abs(y - 12 - number) < 7;
    if (isMap) return isDefect ? 255 : 0;
    return isDefect ? 0 : 150 + 5 * number + (x % 6 < 3 ? 30 : 0);
  });
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
}

const results = (...folders: string[]) =>
  join(experimentFolder.folder, 'results/tiny', ...folders, 'normal_9/it_0');

it('are all that runs where the experiment has run, with the pictures, figures and report that show them', () => {
  const point = 'class=9 seed=0';
  const ofBaselines = ['train', 'evaluate', 'pixels', 'heatmaps'].flatMap((stage) =>
    ['hsc', 'ae'].map((label) => `${stage} detector=${label} ${point}`),
  );
  expect(added.toSorted()).toEqual([...ofBaselines, `combined ${point}`, 'report', 'summary'].toSorted());
});

it('have heatmaps of the images that the run shows', async () => {
  const own = await readHeatmapPictures(results());
  const indices = ({ rows }: (typeof own)[number]) => rows.map((row) => row.map(({ index }) => index));
  for (const name of ['hsc', 'ae']) {
    const shown = await readHeatmapPictures(results('baselines', name));
    for (const picture of own.filter(({ set }) => set === 'test'))
      expect(indices(shown.find(({ file }) => file === picture.file)!)).toEqual(indices(picture));
  }
});

it('are drawn under the heatmaps of the run, above the ground-truth maps', async () => {
  const pictures = await readCombinedPictures(results('baselines/combined'));
  expect(pictures).toHaveLength(4);
  for (const { file, rows, indices } of pictures) {
    const tilesOf = async (folder: string, count: number) =>
      cutMontage(await readColourImage(join(folder, file)), indices.length, count);
    const [inputs, fcdd, hsc, ae, maps] = await tilesOf(results('baselines/combined'), 5);
    expect([inputs, fcdd, maps]).toEqual(await tilesOf(results(), 3));
    expect(hsc).toEqual((await tilesOf(results('baselines/hsc'), 3))[1]);
    expect(ae).toEqual((await tilesOf(results('baselines/ae'), 3))[1]);
    expect(rows.map((row) => (row.shows === 'heatmaps' ? row.objective : row.shows))).toEqual([
      'inputs',
      'fcdd',
      'hsc',
      'ae',
      'maps',
    ]);
  }
});

it('are in the summary with the run', async () => {
  const summary = await readSummary(join(experimentFolder.folder, 'results/tiny'));
  expect(summary.objective).toBe('fcdd');
  expect(summary.baselines).toMatchObject(
    ['hsc', 'ae'].map((objective) => ({ objective, meanAuc: expect.any(Number), counts: { runs: 1 } })),
  );
});

it('do not train the autoencoder anew with other anomalies', async () => {
  const other = ['--set', 'supervision={ source: confetti, limit: null }'];
  const { stdout } = await experimentFolder.fcdd('plan', 'experiment-baselines.yaml', '--json', ...other);
  const plan: { id: string; status: string }[] = JSON.parse(stdout);
  const statusOf = (stage: string) => plan.find(({ id }) => id.startsWith(stage))!.status;
  expect(statusOf('train detector=fcdd')).toBe('run');
  expect(statusOf('train detector=hsc')).toBe('run');
  expect(statusOf('train detector=ae')).toBe('cached');
});

it('are exported by their label', async () => {
  const { fcdd } = experimentFolder;
  const exportDetectors = (...options: string[]) =>
    fcdd('export', 'experiment-baselines.yaml', '--json', ...options);
  const { stdout } = await exportDetectors('--detector', 'ae', '--out', 'ae.onnx');
  expect(JSON.parse(stdout)).toMatchObject({ type: 'exported', file: 'ae.onnx' });
  const own = await exportDetectors('--out', 'own');
  expect(JSON.parse(own.stdout).file).toBe('own/tiny-class9-seed0.onnx');
  const none = await fcdd('export', 'experiment.yaml', '--detector', 'ae', '--out', 'none');
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no detector of the label ae')]);
});
