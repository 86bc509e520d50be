import { randomBytes } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExtremeSample, writeExtremePicture, writeExtremeSamples } from '@fcdd/records';
import { expect, it } from 'vitest';
import { runReport, writeInputs } from './testing/fixture.ts';
import { blackPng } from './testing/black-png.ts';

const isThorough = process.env.FCDD_THOROUGH_TESTS === '1';
const skipped = isThorough ? '' : ' (skipped: takes long, FCDD_THOROUGH_TESTS=1 runs it)';

const all = Array.from({ length: 10 }, (_, index) => index);

it.skipIf(!isThorough)(`a page of 10 classes and 5 seeds stays below 25 MB${skipped}`, async () => {
  const classes = all.map((index) => `class ${index}`);
  const aucs = all.map(() => [0.9, 0.8, 0.7, 0.95, 0.6]);
  const inputs = await writeInputs({ classes, aucs, mapped: all });
  for (const { folder } of inputs.heatmaps!) await writeLargePictures(folder);
  const { size } = await stat(join(await runReport(inputs), 'report.html'));
  expect(size).toBeLessThan(25e6);
  expect(size).toBeGreaterThan(15e6);
});

/** Writes pictures as large as those of noise with 224 x 224 pixels. */
async function writeLargePictures(folder: string): Promise<void> {
  const samples: ExtremeSample[] = [];
  for (let index = 0; index < 32; index++) {
    const write = (kind: string, size: number) =>
      writeExtremePicture(folder, `${index}_${kind}.webp`, webpOf(size));
    const files = { input: await write('input', 20_000), heatmap: await write('heatmap', 3_500) };
    samples.push({ index, label: index % 2, score: index, end: index < 16 ? 'lowest' : 'highest', files });
  }
  await writeExtremeSamples(folder, { size: 224, samples });
  const png = Buffer.concat([blackPng(1358, 454), randomBytes(1.8e6)]);
  for (const label of [0, 1]) await writeFile(join(folder, `heatmaps_paper_local_lbl${label}.png`), png);
}

function webpOf(size: number): Buffer {
  return Buffer.concat([Buffer.from('RIFF0000WEBP'), randomBytes(size)]);
}
