import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { cutMontage, encodePng, montage, readColourImage, toRgb } from '@fcdd/images';
import { type HeatmapPicture, readCombinedPictures, writeHeatmapPictures } from '@fcdd/records';
import type { StageInput } from '@fcdd/stage';
import { testContext } from '@fcdd/stage/testing';
import { expect, onTestFinished, test } from 'vitest';
import { stage } from './stage.ts';

const columns = 3;

/** Greys of the images in a picture's rows. Inputs have their sample's index, whatever the detector. */
const inputGreys = [4, 5, 6];
const greysOf = {
  fcdd: [100, 101, 102],
  hsc: [110, 111, 112],
  ae: [120, 121, 122],
};
const mapGreys = [200, 201, 202];

type Label = keyof typeof greysOf;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-combined-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Writes the output of the heatmaps stage for a detector; scores are a tenth of the greys. */
async function heatmapsOf(
  detector: Label,
  { hasMaps = false, indices = inputGreys } = {},
): Promise<StageInput> {
  const folder = await temporaryFolder();
  const heatmaps = greysOf[detector];
  const row = indices.map((index, i) => ({ index, label: 1, score: heatmaps[i]! / 10 }));
  const pictures: HeatmapPicture[] = (['local', 'global'] as const).map((normalization) => ({
    file: `heatmaps_paper_${normalization}_lbl1.png`,
    set: 'test',
    normalization,
    hasMaps,
    rows: [row],
  }));
  const greys = [...indices, ...heatmaps, ...(hasMaps ? mapGreys : [])];
  const picture = montage(
    greys.map((grey) => toRgb(new Uint8Array(16).fill(grey), 4, 4, 1)),
    columns,
  );
  for (const { file } of pictures) await writeFile(join(folder, file), await encodePng(picture));
  const overview: HeatmapPicture = { ...pictures[1]!, file: 'heatmaps_global.png', rows: [row, row] };
  const ofTraining: HeatmapPicture = { ...pictures[1]!, file: 'train.png', set: 'train' };
  await writeHeatmapPictures(folder, [...pictures, overview, ofTraining]);
  return { stage: 'heatmaps', matrix: { detector }, folder };
}

async function combine(own: StageInput, baselines: StageInput[]) {
  const folder = await temporaryFolder();
  const outputFolder = join(folder, 'out');
  await mkdir(outputFolder);
  const inputs = { heatmaps: [...baselines, own] };
  const context = testContext('combined-pictures', folder, {
    parameters: { detector: 'fcdd' },
    inputs,
    outputFolder,
  });
  await stage.run(context);
  return outputFolder;
}

/** Reads the first pixel of each image of a picture, row by row. */
async function greysIn(file: string, rows: number): Promise<number[][]> {
  const tiles = cutMontage(await readColourImage(file), columns, rows);
  return tiles.map((row) => row.map(({ pixels }) => pixels[0]!));
}

test('pictures show inputs, the heatmaps of each detector, and maps below each other', async () => {
  const folder = await combine(await heatmapsOf('fcdd', { hasMaps: true }), [
    await heatmapsOf('hsc', { hasMaps: true }),
    await heatmapsOf('ae', { hasMaps: true }),
  ]);
  const { fcdd, hsc, ae } = greysOf;
  for (const { file } of await readCombinedPictures(folder))
    expect(await greysIn(join(folder, file), 5)).toEqual([inputGreys, fcdd, hsc, ae, mapGreys]);
});

test('pictures of images without maps end with the last heatmaps', async () => {
  const folder = await combine(await heatmapsOf('fcdd'), [await heatmapsOf('ae')]);
  const file = join(folder, 'heatmaps_paper_local_lbl1.png');
  expect(await greysIn(file, 3)).toEqual([inputGreys, greysOf.fcdd, greysOf.ae]);
});

test('combined.json describes the rows of each picture, which shows samples of one label', async () => {
  const folder = await combine(await heatmapsOf('fcdd', { hasMaps: true }), [
    await heatmapsOf('ae', { hasMaps: true }),
  ]);
  expect((await readdir(folder)).sort()).toEqual([
    'combined.json',
    'heatmaps_paper_global_lbl1.png',
    'heatmaps_paper_local_lbl1.png',
  ]);
  expect((await readCombinedPictures(folder))[0]).toEqual({
    file: 'heatmaps_paper_local_lbl1.png',
    normalization: 'local',
    indices: [4, 5, 6],
    label: 1,
    rows: [
      { shows: 'inputs' },
      { shows: 'heatmaps', objective: 'fcdd', scores: [10, 10.1, 10.2] },
      { shows: 'heatmaps', objective: 'ae', scores: [12, 12.1, 12.2] },
      { shows: 'maps' },
    ],
  });
});

test('heatmaps of other samples are refused', async () => {
  const combining = combine(await heatmapsOf('fcdd'), [await heatmapsOf('hsc', { indices: [4, 5, 7] })]);
  await expect(combining).rejects.toThrow(DataError);
  await expect(combining).rejects.toThrow('of the baseline hsc does not show the same samples');
});

test('pictures are the same bytes whatever the process has combined before', async () => {
  const contentsOf = async (own: StageInput, baselines: StageInput[]) => {
    const folder = await combine(own, baselines);
    const files = (await readdir(folder)).sort();
    return Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'base64')]));
  };
  const [fcdd, hsc] = [await heatmapsOf('fcdd'), await heatmapsOf('hsc')];
  const first = await contentsOf(fcdd, [hsc]);
  const others = [await heatmapsOf('ae', { hasMaps: true, indices: [7, 8, 9] })];
  await contentsOf(await heatmapsOf('fcdd', { hasMaps: true, indices: [7, 8, 9] }), others);
  expect(await contentsOf(fcdd, [hsc])).toEqual(first);
});
