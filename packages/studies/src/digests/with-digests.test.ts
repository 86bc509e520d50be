import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withDigests } from './with-digests.ts';
import { digestOfPath } from '@fcdd/acquisition/digests';
import { loadText, temporaryFolder } from '../testing/load-experiment.ts';

it('folders of data count by their contents, named by the experiment or found where copies lie', async () => {
  const folder = await temporaryFolder(['own/bottle/train', 'data/mvtec/bottle/train', 'outliers']);
  await writeFile(join(folder, 'outliers/a.png'), 'one');
  const experimentOf = (dataset: string) =>
    loadText(
      `version: 2
name: small
dataset: { ${dataset}, preprocessing: none }
supervision: { mode: noise, source: folder, path: outliers }
detector: { net: FCDD_CNN224 }
training: { epochs: 2 }
engine: { backend: cpu }
`,
      [],
      folder,
    );
  const at = (name: string) => join(folder, name);
  const outliers = await digestOfPath(at('outliers'));
  await writeFile(at('own/bottle/train/a.png'), 'two');

  const own = await withDigests(await experimentOf('name: mvtec, path: own'), at('data'));
  const ownDigest = await digestOfPath(at('own'));
  expect(own.experiment.dataset.source).toBe(ownDigest);
  expect(own.experiment.supervision.origin).toBe(outliers);
  expect(own.files).toEqual({ [ownDigest]: at('own'), [outliers]: at('outliers') });

  const found = await withDigests(await experimentOf('name: mvtec'), at('data'));
  expect(found.files[found.experiment.dataset.source]).toBe(at('data/mvtec'));

  const published = await withDigests(await experimentOf('name: mvtec'), at('nowhere'));
  expect(published.experiment.dataset.source).toBe('official');
});
