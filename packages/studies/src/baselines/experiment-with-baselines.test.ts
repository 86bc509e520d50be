import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/load-experiment.ts';
import { experimentWithBaselines } from './experiment-with-baselines.ts';

it('an experiment of an earlier version, with its overrides, is extended by one of the current version', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'a.yaml');
  await writeFile(
    file,
    'version: 1\nname: a\ndataset: { name: mnist }\nmodel: { net: FCDD_CNN28_W }\ntraining: { epochs: 2 }\n',
  );
  const overrides = ['model.net=FCDD_CNN28', 'training={ objective: fcdd, seeds: 3 }'];
  const pipelineFolders = [fileURLToPath(new URL('../../../../pipelines', import.meta.url))];
  const changes = { added: ['hsc'], overrides };
  expect(await experimentWithBaselines(file, join(folder, 'b.yaml'), changes, { pipelineFolders })).toBe(
    `# If a has run, only its baselines run, with the pictures, figures and report that show them.
extends: ./a.yaml
detector: { net: FCDD_CNN28, name: fcdd }
training: { seeds: 3 }
baselines: [hsc]
`,
  );
});
