import { readFile, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInEditor } from './testing/editor.ts';

const repository = resolve(import.meta.dirname, '../..');

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(resolve(repository, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.yaml')).map((name) => `${folder}/${name}`);
}

const yamlFiles = [...(await filesIn('configs')), ...(await filesIn('pipelines'))];

const header = '# yaml-language-server: $schema=../schemas/experiment.schema.json\n';

/** Opens an experiment in configs/, with the cursor at `|`. */
const experiment = (text: string) => openInEditor('configs/mine.yaml', header + text);

const complete = `version: 2
name: mine
dataset: { name: mnist, classes: all }
supervision: { mode: noise, source: fmnist }
detector: { net: FCDD_CNN28 }
training:
  epochs: 3
`;

describe('an editor', () => {
  it.each(yamlFiles)('finds the schema that %s names, and no problem', async (file) => {
    const text = await readFile(resolve(repository, file), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\.schema\.json$/m);
    expect(await openInEditor(file, text.replaceAll('|', '¦')).problems()).toEqual([]);
  });

  it.each([
    [
      'a mistyped key',
      '  epochs: 3',
      '  epochs: 3\n  batchsize: 64',
      '9:3 Property batchsize is not allowed.',
    ],
    ['a wrong word', 'source: fmnist', 'source: fmnits', '5:37 Value is not accepted. Valid values: '],
    ['a wrong type', 'epochs: 3', 'epochs: many', '8:11 Incorrect type. Expected "integer".'],
    ['a missing key', 'detector: { net: FCDD_CNN28 }', 'detector: {}', '6:1 Missing property "net".'],
    ['a number out of range', 'epochs: 3', 'epochs: 0', '8:11 Value is below the minimum of 1.'],
  ])('marks %s where it is', async (_, found, replaced, problem) => {
    const problems = await experiment(complete.replace(found, replaced)).problems();
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ['training:\n  |', ['epochs', 'batchSize', 'optimizer', 'schedule']],
    ['dataset:\n  |', ['name', 'classes', 'preprocessing', 'path']],
    ['training:\n  optimizer:\n    |', ['type', 'learningRate', 'weightDecay']],
    ['supervision:\n  source: confetti\n  parameters:\n    |', ['coloured', 'plain', 'blur']],
    ['name: mine\n|', ['version', 'dataset', 'supervision', 'training', 'heatmaps', 'extends']],
  ])('offers the keys that fit into %j, with their meanings', async (text, keys) => {
    const items = await experiment(text).completions();
    for (const key of keys) {
      const item = items.find(({ label }) => label === key);
      expect(item, key).toBeDefined();
      expect(JSON.stringify(item!.documentation), key).toMatch(/\w{3}/);
    }
    expect(items.map(({ label }) => label)).not.toContain('fmnist');
  });

  it.each([
    ['detector:\n  name: |', ['fcdd', 'hsc', 'ae']],
    ['supervision:\n  mode: |', ['unsupervised', 'noise', 'malformed_normal_gt']],
    ['dataset:\n  name: |', ['mnist', 'cifar10', 'custom']],
    ['detector:\n  net: |', ['FCDD_CNN28', 'AE32']],
  ])('offers the allowed values in %j', async (text, words) => {
    const labels = (await experiment(text).completions()).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(words));
  });

  it.each([
    ['supervision:\n  mo|de: noise\n', 'images of the source replace nominal ones'],
    ['training:\n  batch|Size: 3\n', 'Number of images in one training step'],
    ['data|set:\n  name: mnist\n', 'the classes that are nominal in turn'],
    ['super|vision:\n  mode: noise\n', 'Where training anomalies come from'],
  ])('explains the key in %j', async (text, words) => {
    expect(await experiment(text).explanation()).toContain(words);
  });
});
