import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageReadingOf } from '@fcdd/data-sets';
import { readTestImage } from '@fcdd/preprocessing';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportDetector } from '@fcdd/detector-export';
import { type LoadedDetector, openDetector } from '@fcdd/detector-file/load';
import { type Prediction, predictImages } from './predict.ts';
import { createHeatmapNames } from './predict/heatmap-names.ts';
import { images, scoreAsTrained, trainDetector } from '@fcdd/detector-export/testing';
import { foldersOf, readTrainedDetector } from '@fcdd/detector-export';

let folder: string;
let detector: LoadedDetector;
let expected: Float32Array;
let input: string;
let output: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-predict-'));
  const trained = await trainDetector(folder, 'FCDD_CNN28', 'fcdd', 'lcn');
  ({ scores: expected } = await scoreAsTrained(trained, images));
  const facts = await readTrainedDetector(await foldersOf(folder));
  const [, second, third] = [...expected].sort((a, b) => a - b);
  facts.facts.threshold!.score = (second! + third!) / 2;
  detector = await openDetector(await exportDetector(facts), 'model.onnx', { threads: 1 });
});
afterAll(async () => {
  await detector.release();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  const own = await mkdtemp(join(folder, 'test-'));
  [input, output] = [join(own, 'input'), join(own, 'output')];
  await mkdir(input);
});

const write = async (name: string, index = 0): Promise<void> => {
  const raw = { width: 28, height: 28, channels: 1 as const };
  await writeFile(join(input, name), await sharp(images[index]!, { raw }).png().toBuffer());
};

const predict = (options: Partial<Parameters<typeof predictImages>[1]> = {}) =>
  predictImages(detector, { paths: [input], outputFolder: output, threads: 2, overlays: true, ...options });

const table = async (): Promise<Prediction[]> =>
  JSON.parse(await readFile(join(output, 'scores.json'), 'utf8')) as Prediction[];

/** 60 x 40 pixels that are brighter to the right, with stripes at both sides. */
const wide = Uint8Array.from({ length: 60 * 40 }, (_, i) => {
  const x = i % 60;
  return x < 10 || x >= 50 ? 255 * (x % 2) : 4 * x;
});

describe('image files', () => {
  it.each([1, 2, 100])('have the scores of the trained detector, in batches of %i', async (batchSize) => {
    for (const index of images.keys()) await write(`${index}.png`, index);
    expect(await predict({ batchSize })).toEqual({ scored: 5, anomalous: 3, skipped: 0, interrupted: false });
    const predictions = await table();
    const largest = Math.max(...expected);
    predictions.forEach(({ path, score, verdict, problem }, i) => {
      expect(path).toBe(join(input, `${i}.png`));
      expect(Math.abs(score! - expected[i]!) / largest).toBeLessThan(1e-4);
      expect(verdict).toBe(score! >= detector.facts.threshold!.score ? 'anomalous' : 'nominal');
      expect(problem).toBeNull();
    });
  });

  it('with high scores are nominal if nominal images were trained towards the label 1', async () => {
    for (const index of images.keys()) await write(`${index}.png`, index);
    await predict();
    const verdicts = (await table()).map(({ verdict }) => verdict);
    const facts = { ...detector.facts, nominalLabel: 1 as const };
    const summary = await predictImages(
      { ...detector, facts },
      { paths: [input], outputFolder: output, threads: 1, overlays: false },
    );
    expect(summary.anomalous).toBe(2);
    const opposite = { nominal: 'anomalous', anomalous: 'nominal' } as const;
    expect((await table()).map(({ verdict }) => verdict)).toEqual(verdicts.map((name) => opposite[name!]));
  });

  it('get heatmaps of their own size, which mirror their folders', async () => {
    await mkdir(join(input, 'a', 'b'), { recursive: true });
    await write('one.png');
    await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
      .jpeg()
      .toFile(join(input, 'a/b/two.jpg'));
    await predict();
    const heatmaps = (await table()).map(({ heatmap }) => heatmap!);
    expect(heatmaps).toEqual(['heatmaps/input/a/b/two.jpg.png', 'heatmaps/input/one.png.png']);
    const sizes = await Promise.all(heatmaps.map((file) => sharp(join(output, file)).metadata()));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([[60, 40], [28, 28]]); // prettier-ignore
  });

  it('are read like the data set: parts that are cut off are neither scored nor drawn', async () => {
    const trained = await readTrainedDetector(await foldersOf(folder));
    trained.facts.reading = imageReadingOf('imagenet', trained.facts.image);
    const cropping = await openDetector(await exportDetector(trained), 'cropping.onnx', { threads: 1 });
    const file = join(input, 'wide.png');
    await sharp(wide, { raw: { width: 60, height: 40, channels: 1 } })
      .png()
      .toFile(file);
    await predictImages(cropping, { paths: [file], outputFolder: output, threads: 1, overlays: true });

    const pixels = await readTestImage(file, cropping.facts.reading);
    const { scores } = await cropping.score(Float32Array.from(pixels), 1);
    const [{ score, heatmap }] = (await table()) as [Prediction];
    expect(score).toBeCloseTo(scores[0]!, 6);
    // The middle 224 of 256 parts of the height.
    const { width, height } = await sharp(join(output, heatmap!)).metadata();
    expect([width, height]).toEqual([35, 35]);
    await predict({ paths: [file] });
    expect((await table())[0]!.score).not.toBeCloseTo(score!, 3);
    await cropping.release();
  });

  it('get no heatmaps if none are wanted', async () => {
    await write('one.png');
    await predict({ overlays: false });
    expect((await readdir(output)).sort()).toEqual(['scores.csv', 'scores.json']);
    expect((await table())[0]!.heatmap).toBeNull();
  });

  it('that are not images are skipped, with the reason in the tables', async () => {
    await write('good.png');
    await writeFile(join(input, 'text.png'), 'no image');
    expect(await predict()).toMatchObject({ scored: 1, skipped: 1 });
    expect(await table()).toMatchObject([
      { score: expect.any(Number), problem: null },
      { score: null, verdict: null, heatmap: null, problem: expect.stringContaining('is not an image') },
    ]);
  });

  it('may have any name', async () => {
    const hostile = [
      '=1+1.png',
      'a, "b".png',
      'line\nbreak.png',
      'up\\..\\..png',
      '😀.png',
      `${'x'.repeat(250)}.png`,
    ];
    for (const name of hostile) await write(name);
    expect(await predict()).toMatchObject({ scored: hostile.length, skipped: 0 });
    const predictions = await table();
    expect(new Set(predictions.map(({ path }) => path))).toEqual(
      new Set(hostile.map((name) => join(input, name))),
    );
    for (const { heatmap } of predictions) {
      expect(heatmap).toMatch(/^heatmaps\/input\/[^/\\\n"]+\.png$/);
      await readFile(join(output, heatmap!));
    }
    const csv = await readFile(join(output, 'scores.csv'), 'utf8');
    expect(csv).toContain(`"${join(input, 'a, ""b"".png')}",`);
    expect(csv).toContain(`"${join(input, 'line\nbreak.png')}",`);
  });

  it('are not read as formulas by a spreadsheet', async () => {
    await write('=1+1.png');
    const before = process.cwd();
    process.chdir(input);
    try {
      await predict({ paths: ['=1+1.png'] });
    } finally {
      process.chdir(before);
    }
    expect(await readFile(join(output, 'scores.csv'), 'utf8')).toMatch(/^.*\n\.\/=1\+1\.png,/);
    expect((await table())[0]!.path).toBe('=1+1.png');
  });

  it('in the output folder, hidden, or behind links to folders are left out', async () => {
    await write('one.png');
    await write('.hidden.png');
    await symlink(input, join(input, 'circle'));
    await predict({ outputFolder: join(input, 'scores') });
    expect(await predict({ outputFolder: join(input, 'scores') })).toMatchObject({ scored: 1, skipped: 0 });
  });

  it('that were scored before the work is stopped are complete in the tables', async () => {
    for (const index of images.keys()) await write(`${index}.png`, index);
    const stop = new AbortController();
    const summary = await predict({
      batchSize: 2,
      signal: stop.signal,
      onPredictions: () => stop.abort(),
    });
    expect(summary).toMatchObject({ scored: 2, interrupted: true });
    expect(await table()).toHaveLength(2);
    expect((await readFile(join(output, 'scores.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(3);
  });

  it('that have no end, such as devices, are an error instead of an endless read', async () => {
    await expect(predict({ paths: ['/dev/zero'] })).rejects.toThrow(
      "'/dev/zero' is neither a file nor a folder.",
    );
  });

  it('that do not exist are an error', async () => {
    await expect(predict({ paths: [join(input, 'absent')] })).rejects.toThrow('There is no file or folder');
    await writeFile(output, 'a file');
    await expect(predict()).rejects.toThrow('cannot be created');
  });
});

describe('names of heatmaps', () => {
  it('differ even without case, and never leave the folder', () => {
    const nameOf = createHeatmapNames();
    expect(nameOf(['a', 'b.jpg'])).toBe('heatmaps/a/b.jpg.png');
    expect(nameOf(['a', 'b.jpg'])).toBe('heatmaps/a/b.jpg (2).png');
    expect(nameOf(['A', 'B.JPG'])).toBe('heatmaps/A/B.JPG (3).png');
    expect(nameOf(['..', '..', 'etc/passwd'])).toBe('heatmaps/_/_/etc_passwd.png');
    expect(nameOf(['x.png', 'y'])).toBe('heatmaps/x.png_/y.png');
    expect(nameOf([''])).toBe('heatmaps/_.png');
  });
});
