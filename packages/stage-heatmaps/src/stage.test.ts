import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { jet } from '@fcdd/images';
import { readExtremeSamples, readHeatmapPictures, writeScores } from '@fcdd/records';
import { readTensors } from '@fcdd/tensors';
import { describe, expect, test } from 'vitest';
import { stage } from './stage.ts';
import { type Sample, prepareExperiment, smoothing, stageContext } from './testing/experiment.ts';
import { type Colour, placesOf, readPicture, readTile } from './testing/picture.ts';

const white: Colour = [255, 255, 255];
const darkRed: Colour = [128, 0, 0];
const darkBlue: Colour = [0, 0, 128];

/**
 * Colours of the hottest pixels, by label. The even-sized kernel has the weight 1/4 at its centre, and the reference
 * reaches up to the hottest map pixel, which is 10.
 */
const globalColours = [0.25 / 10, 2.5 / 10].map((value) => [...jet(Float32Array.of(value))] as Colour);

const parameters = {
  nominalLabel: 0 as 0 | 1,
  heatmaps: { gaussStd: 1.2, quantile: 1, resolution: 64 },
  explaining: {},
};

type Drawing = Partial<typeof parameters.heatmaps>;

/** Labels alternate, scores fall; anomalies are ten times as hot as nominal samples. */
function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, i) => ({
    label: i % 2 ? 1 : 0,
    score: count - i,
    peak: { row: i % 7, column: (3 * i) % 7, value: i % 2 ? 10 : 1 },
  }));
}

type Sets = Parameters<typeof prepareExperiment>[0];

async function draw(sets: Sets, changed: Drawing = {}, nominalLabel: 0 | 1 = 0) {
  const experiment = await prepareExperiment(sets);
  const context = await stageContext(experiment, {
    ...parameters,
    nominalLabel,
    heatmaps: { ...parameters.heatmaps, ...changed },
  });
  await stage.run(context);
  const picture = (file: string, side?: number) => readPicture(join(context.outputFolder, file), side);
  return { ...context, experiment, picture };
}

describe('heatmaps of a whole data set', () => {
  const whole = { test: samples(60), train: samples(44) };

  test('come with a preview of the first 20 training samples of each label', async () => {
    const { outputFolder } = await draw(whole);
    const png = await readFile(join(outputFolder, 'ds_preview.png'));
    // Width and height are at a fixed position in a PNG file: 20 x 2 images of 28 pixels with gaps of 2.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([602, 62]);
  });

  test('come with a preview that shows ground-truth maps below the samples', async () => {
    const { picture } = await draw({ ...whole, hasMaps: true });
    const { tile, height } = await picture('ds_preview.png');
    expect(height).toBe(5 * 30 + 2);
    for (let column = 0; column < 20; column++) {
      const anomalous = 2 * column + 1;
      expect(placesOf(tile(1, column), white)).toEqual([anomalous]);
      for (const blank of [2, 3]) expect(placesOf(tile(blank, column), [0, 0, 0])).toHaveLength(28 * 28);
      expect(placesOf(tile(4, column), white)).toEqual([anomalous]);
    }
  });

  test('show the ground-truth map of each sample below its heatmap, in every picture', async () => {
    const { outputFolder, picture } = await draw({ ...whole, hasMaps: true });
    const pictures = await readHeatmapPictures(outputFolder);
    expect(pictures).toHaveLength(6);
    for (const { file, rows, hasMaps } of pictures) {
      expect(hasMaps).toBe(true);
      const { tile, height } = await picture(file);
      const tilesOfRow = rows.length > 1 ? 4 : 3;
      expect(height).toBe(rows.length * tilesOfRow * 30 + 2);
      rows.forEach((row, y) =>
        row.forEach(({ index, label }, x) => {
          expect(placesOf(tile(tilesOfRow * y, x), white)).toEqual([index]);
          expect(placesOf(tile(tilesOfRow * y + 2, x), white)).toEqual(label === 1 ? [index] : []);
        }),
      );
    }
  });

  test('show ground-truth maps with the labels swapped, where they are', async () => {
    const { outputFolder, picture } = await draw({ ...whole, hasMaps: true }, {}, 1);
    const [{ file, rows }] = await readHeatmapPictures(outputFolder);
    const { tile } = await picture(file);
    rows[0]!.forEach(({ index, label }, x) =>
      expect(placesOf(tile(2, x), [0, 0, 0])).toEqual(label === 1 ? [index] : []),
    );
  });

  test('are files with the names of the original implementation', async () => {
    const { outputFolder, warnings } = await draw(whole);
    const files = await readdir(outputFolder, { recursive: true });
    expect(files.filter((file) => !file.startsWith('extremes')).sort()).toEqual([
      'ds_preview.png',
      'heatmaps.json',
      'heatmaps_global.png',
      'heatmaps_paper_global_lbl0.png',
      'heatmaps_paper_global_lbl1.png',
      'heatmaps_paper_local_lbl0.png',
      'heatmaps_paper_local_lbl1.png',
      'tims',
      'tims/heatmaps_paper_lbl0.safetensors',
      'tims/heatmaps_paper_lbl1.safetensors',
      'train_heatmaps_global.png',
    ]);
    expect(warnings).toEqual([]);
  });

  test('come with single pictures of the images with the lowest and highest scores of each label', async () => {
    const { outputFolder } = await draw({ ...whole, hasMaps: true });
    const { size, samples } = (await readExtremeSamples(outputFolder))!;
    expect(size).toBe(28);
    expect(samples).toHaveLength(2 * 2 * 8);
    const scores = (label: number, end: string) =>
      samples.filter((sample) => sample.label === label && sample.end === end).map(({ score }) => score);
    expect(scores(1, 'lowest')).toEqual([1, 3, 5, 7, 9, 11, 13, 15]);
    expect(scores(1, 'highest')).toEqual([45, 47, 49, 51, 53, 55, 57, 59]);
    for (const { index, label, files } of samples) {
      const [input, heatmap, map] = await Promise.all(
        [files.input, files.heatmap, files.map!].map((file) => readTile(join(outputFolder, file))),
      );
      expect(placesOf(input!, white)).toEqual([index]);
      expect(placesOf(heatmap!, globalColours[label]!)).toHaveLength(4);
      expect(placesOf(map!, white)).toEqual(label === 1 ? [index] : []);
    }
    expect((await readdir(join(outputFolder, 'extremes'))).sort()).toHaveLength(3 * 32 + 1);
  });

  test('come without a map for an image that has none', async () => {
    const { outputFolder } = await draw(whole);
    const { samples } = (await readExtremeSamples(outputFolder))!;
    expect(samples[0]!.files).toEqual({
      input: 'extremes/lbl0_lowest_1_input.webp',
      heatmap: 'extremes/lbl0_lowest_1_heatmap.webp',
    });
  });

  test('show the samples that heatmaps.json lists, each input above its heatmap', async () => {
    const { outputFolder, picture } = await draw(whole);
    for (const { file, rows, normalization } of await readHeatmapPictures(outputFolder)) {
      const { tile, width, height } = await picture(file);
      const rowsOfTiles = rows.length * (rows.length > 1 ? 3 : 2);
      expect([width, height]).toEqual([rows[0]!.length * 30 + 2, rowsOfTiles * 30 + 2]);
      rows.forEach((row, y) =>
        row.forEach(({ index, label }, x) => {
          expect(placesOf(tile(3 * y, x), white)).toEqual([index]);
          const { row: mapRow, column } = whole.test[index]!.peak;
          // A map pixel covers four input pixels; the centre of its receptive field lies between the second and the third.
          const top = (4 * mapRow + 1) * 28 + 4 * column + 1;
          const hottest = [top, top + 1, top + 28, top + 29];
          const colour = normalization === 'local' ? darkRed : globalColours[label]!;
          expect(placesOf(tile(3 * y + 1, x), colour)).toEqual(hottest);
          if (rows.length > 1) expect(placesOf(tile(3 * y + 2, x), [0, 0, 0])).toHaveLength(28 * 28);
        }),
      );
    }
  });

  test('go from the most nominal to the most anomalous sample of a label', async () => {
    const { outputFolder } = await draw(whole);
    const pictures = await readHeatmapPictures(outputFolder);
    const rowsOf = (file: string) => pictures.find((picture) => picture.file === file)!.rows;
    const [paper] = rowsOf('heatmaps_paper_local_lbl1.png');
    expect(paper!.map(({ index }) => index)).toEqual([59, 47, 35, 23, 11, 1]);
    expect(paper![0]).toEqual({ index: 59, label: 1, score: 1 });
    expect(rowsOf('heatmaps_paper_global_lbl1.png')).toEqual([paper]);
    const overview = rowsOf('heatmaps_global.png');
    expect(overview.map((row) => row.length)).toEqual([20, 20, 20, 20]);
    expect(overview[0]!.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i));
    const scores = overview[3]!.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  test('have the chosen resolution, paper pictures twice that', async () => {
    const { picture } = await draw(whole, { resolution: 10 });
    expect(await picture('heatmaps_global.png')).toMatchObject({ width: 20 * 12 + 2, height: 12 * 12 + 2 });
    expect(await picture('heatmaps_paper_local_lbl0.png')).toMatchObject({ width: 6 * 22 + 2, height: 46 });
  });

  test('are the same files each time', async () => {
    const first = await draw(whole);
    const again = await stageContext(first.experiment, parameters);
    await stage.run(again);
    for (const { file } of await readHeatmapPictures(again.outputFolder)) {
      const bytes = await readFile(join(first.outputFolder, file));
      expect((await readFile(join(again.outputFolder, file))).equals(bytes)).toBe(true);
    }
  });

  test('are written as numbers too', async () => {
    const { outputFolder } = await draw(whole, { quantile: 0.5, resolution: 10 });
    const { tensors } = await readTensors(join(outputFolder, 'tims/heatmaps_paper_lbl1.safetensors'));
    const { indices, scores, inputs, heatmaps } = tensors;
    expect([...indices!.data]).toEqual([59, 47, 35, 23, 11, 1]);
    expect([...scores!.data]).toEqual([1, 13, 25, 37, 49, 59]);
    expect(inputs!.shape).toEqual([6, 28, 28, 1]);
    expect(inputs!.data[59]).toBe(200);
    expect(heatmaps!.shape).toEqual([6, 28, 28]);
    // The even-sized kernel has the weight 1/4 at its centre.
    expect(Math.max(...heatmaps!.data)).toBeCloseTo(2.5, 5);
    const { row, column } = whole.test[59]!.peak;
    const besideCentre = heatmaps!.data[(4 * row + 1) * 28 + 4 * column];
    expect(besideCentre).toBeCloseTo(2.5 * Math.exp(-0.5 / parameters.heatmaps.gaussStd ** 2), 5);
  });
});

test('a quantile below 1 saturates more than the hottest pixels', async () => {
  const { picture } = await draw({ test: samples(12), train: samples(4) }, { quantile: 0.9 });
  const { tile } = await picture('heatmaps_paper_local_lbl0.png');
  const hottest = placesOf(tile(1, 0), darkRed).length;
  expect(hottest).toBeGreaterThanOrEqual(28 * 28 - Math.floor(0.9 * 28 * 28) + 1);
  expect(hottest).toBeLessThan(28 * 28 * 0.2);
});

test('the reference has as many nominal as anomalous samples', async () => {
  const two = samples(4);
  const many = [...two, ...Array.from({ length: 20 }, () => ({ ...two[0]!, score: 0.5 }))];
  // With 20 more nominal samples, the two hottest map pixels would be beyond the quantile.
  const { outputFolder, picture } = await draw({ test: many, train: two }, { quantile: 0.995 });
  const file = 'heatmaps_paper_global_lbl1.png';
  const shown = (await readHeatmapPictures(outputFolder)).find((other) => other.file === file)!;
  expect(shown.rows[0]).toHaveLength(2);
  const { tile } = await picture(file);
  expect(placesOf(tile(1, 0), globalColours[1]!)).toHaveLength(4);
  expect(placesOf(tile(1, 0), darkRed)).toEqual([]);
});

describe('heatmaps that show the samples of another detector', () => {
  const [testSamples, train] = [samples(60), samples(44)];

  /** A detector with other scores and maps for the same images. */
  const other = testSamples.map((sample, i) => ({ ...sample, score: i, peak: { ...sample.peak, value: 5 } }));

  async function drawLike(shown: Sample[]) {
    const first = await draw({ test: shown, train });
    const experiment = await prepareExperiment({ test: other, train });
    experiment.inputs.shown = [{ stage: 'heatmaps', matrix: {}, folder: first.outputFolder }];
    return { first, context: await stageContext(experiment, parameters) };
  }

  test('show its test samples in each picture and as numbers, with their own scores', async () => {
    const { first, context } = await drawLike(testSamples);
    await stage.run(context);
    expect(await readExtremeSamples(context.outputFolder)).toBeUndefined();
    const of = ({ outputFolder }: { outputFolder: string }) => readHeatmapPictures(outputFolder);
    const [shown, like] = [await of(first), await of(context)];
    expect(like.map(({ file }) => file)).toEqual(shown.map(({ file }) => file));
    for (const [place, { set, rows }] of like.entries()) {
      if (set === 'train') continue;
      const indices = rows.map((row) => row.map(({ index }) => index));
      expect(indices).toEqual(shown[place]!.rows.map((row) => row.map(({ index }) => index)));
      for (const { index, score } of rows.flat()) expect(score).toBe(index);
    }
    const { tensors } = await readTensors(join(context.outputFolder, 'tims/heatmaps_paper_lbl1.safetensors'));
    expect([...tensors.indices!.data]).toEqual([59, 47, 35, 23, 11, 1]);
    expect([...tensors.scores!.data]).toEqual([59, 47, 35, 23, 11, 1]);
  });

  test('are refused where these samples belong to another test set', async () => {
    const { context } = await drawLike(samples(61).slice(1));
    await expect(stage.run(context)).rejects.toThrow('belong to another test set');
  });
});

describe('heatmaps of few samples', () => {
  test('come without an overview where a label has a single sample, and warn of it', async () => {
    const few = [...samples(9).filter(({ label }) => label === 0), samples(2)[1]!];
    const { outputFolder, picture, warnings } = await draw({ test: few, train: samples(4) });
    const pictures = await readHeatmapPictures(outputFolder);
    expect(pictures.map(({ file }) => file)).not.toContain('heatmaps_global.png');
    expect(await readdir(outputFolder)).not.toContain('heatmaps_global.png');
    expect(warnings).toEqual(['There is no overview of the test samples: one label has fewer than two.']);
    expect((await picture('heatmaps_paper_local_lbl0.png')).width).toBe(5 * 30 + 2);
    expect((await picture('heatmaps_paper_global_lbl1.png')).width).toBe(30 + 2);
    expect((await picture('train_heatmaps_global.png')).width).toBe(2 * 30 + 2);
  });

  test('of one label show that label alone', async () => {
    const nominal = samples(20).filter(({ label }) => label === 0);
    const { outputFolder, picture } = await draw({ test: samples(20), train: nominal });
    const pictures = await readHeatmapPictures(outputFolder);
    expect(pictures.find(({ set }) => set === 'train')!.rows).toHaveLength(2);
    expect((await picture('train_heatmaps_global.png')).height).toBe(6 * 30 + 2);
  });
});

test('heatmaps without any contrast are dark blue', async () => {
  const flat = samples(4).map((sample) => ({ ...sample, peak: { row: 0, column: 0, value: 0 } }));
  const { picture } = await draw({ test: flat, train: flat });
  for (const file of ['heatmaps_paper_local_lbl0.png', 'heatmaps_paper_global_lbl0.png'])
    expect(placesOf((await picture(file)).tile(1, 0), darkBlue)).toHaveLength(28 * 28);
});

test('scores of other images are refused', async () => {
  const experiment = await prepareExperiment({ test: samples(4), train: samples(4) });
  const maps = { height: 1, width: 1, values: Float32Array.of(1), smoothing };
  await writeScores(experiment.inputs.evaluation![0]!.folder, 'test', {
    scores: Float32Array.of(1),
    labels: Uint8Array.of(1),
    maps,
  });
  const run = stage.run(await stageContext(experiment, parameters));
  await expect(run).rejects.toThrow(DataError);
  await expect(run).rejects.toThrow('The test set has 4 images but 1 scores.');
});

test('heatmaps are the same bytes whatever the process has drawn before', async () => {
  const digests = async (sets: Sets, changed?: Drawing) => {
    const { outputFolder } = await draw(sets, changed);
    const files = await readdir(outputFolder, { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    const contents = await Promise.all(paths.sort().map((path) => readFile(path, 'base64')));
    return paths.map((path, index) => [path.slice(outputFolder.length), contents[index]]);
  };
  const sets = { test: samples(20), train: samples(12) };
  const first = await digests(sets);
  await digests({ test: samples(30), train: samples(16), hasMaps: true }, { quantile: 0.5 });
  expect(await digests(sets)).toEqual(first);
});
