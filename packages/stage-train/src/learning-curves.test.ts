import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochRecord } from '@fcdd/records';
import { expect, test } from 'vitest';
import { writeLearningCurves } from './learning-curves.ts';
import { temporaryFolder } from './testing/inputs.ts';

const history = (lossAnomalous: number | null): EpochRecord[] =>
  [0, 1, 2, 3].map((epoch) => ({
    epoch,
    learningRate: 0.1,
    loss: 10 + epoch,
    lossNominal: 10 + epoch,
    lossAnomalous,
  }));

test('each loss has a curve over the epochs, counted from 1', async () => {
  const folder = await temporaryFolder();
  await writeLearningCurves(folder, history(12));
  expect((await readdir(folder)).sort()).toEqual(['err.svg', 'err_anomalous.svg', 'err_normal.svg']);
  const svg = await readFile(join(folder, 'err.svg'), 'utf8');
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts).toContain('Training loss');
  expect(texts).toContain('4');
  expect(texts).not.toContain('0');
});

test('a loss without samples has none', async () => {
  const folder = await temporaryFolder();
  await writeLearningCurves(folder, history(null));
  expect((await readdir(folder)).sort()).toEqual(['err.svg', 'err_normal.svg']);
});
