import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyTable } from './key-table.ts';
import { type Schema, conditionalKeysOf, keysOf } from './keys.ts';
import { code } from './markdown.ts';
import { readSchema, readStages, renderPages, repository, schemaKinds } from './pages.ts';

const pages = await renderPages();

describe('the documentation', () => {
  it.each(Object.keys(pages))('%s agrees with the schemas and stages', async (file) => {
    const written = await readFile(join(repository, 'docs', file), 'utf8').catch(() => '');
    expect(
      written,
      `docs/${file} does not agree with the schemas and stages. Write it again: npm run docs`,
    ).toBe(pages[file]);
  });

  it('knows the parameters that fingerprints leave out, because they change no output', () => {
    const idle = readStages().flatMap(({ manifest: { name, idleParameters = [] } }) =>
      idleParameters.map((path) => `${name} ${path}`),
    );
    expect(idle).toEqual(['train fit.checkpointEvery']);
  });

  it('leaves out only parameters that stages have', () => {
    for (const { manifest } of readStages()) {
      const paths = keysOf(manifest.parameters as Schema).map(({ path }) => path);
      for (const path of manifest.idleParameters ?? []) expect(paths).toContain(path);
    }
  });

  const schemas: [string, Schema][] = [
    ...schemaKinds().map((kind): [string, Schema] => [kind, readSchema(kind)]),
    ...readStages().map(({ manifest }): [string, Schema] => [manifest.name, manifest.parameters as Schema]),
  ];

  it.each(schemas)('finds a title and a description for each key in the schema %s', (_, schema) => {
    const keys = [...keysOf(schema), ...conditionalKeysOf(schema).flatMap(({ keys }) => keys)];
    const bare = keys.filter(({ schema: { title, description } }) => !title || !description);
    expect(
      bare.map(({ path }) => path),
      'These have no title or no description in schemas/',
    ).toEqual([]);
  });

  it('has each key of an experiment', () => {
    for (const key of [
      'training.optimizer.learningRate',
      'dataset.classes',
      'supervision.parameters.blur.size',
    ])
      expect(pages['experiment.md']).toContain(`\`${key}\``);
  });

  it('has each key of the stages of a pipeline', () => {
    for (const key of [
      'stages.<name>.uses',
      'stages.<name>.series.values',
      'stages.<name>.needs.<name>.when',
    ])
      expect(pages['pipeline.md']).toContain(`\`${key}\``);
  });

  it('has the inputs, outputs and parameters of each stage', () => {
    for (const { manifest } of readStages())
      for (const word of [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)])
        expect(pages['stages.md']).toContain(code(word));
  });
});

describe('a table of keys', () => {
  const schema: Schema = {
    properties: {
      kind: {
        title: 'Kind',
        description: 'One of <several> a|b, *not* `c_d`, nor a `',
        enum: ['a|b', 'd'],
        default: 'd',
        examples: ['a|b'],
      },
      count: { title: 'Count', description: 'How many', type: ['integer', 'null'], minimum: 1 },
    },
    required: ['count'],
  };

  it('escapes markup in the texts of a schema', () => {
    const [, , kind] = keyTable(keysOf(schema)).split('\n');
    expect(kind).toBe(
      '| `kind` | `a\\|b`, `d` | `d` | **Kind**: One of \\<several\\> a\\|b, \\*not\\* `c_d`, nor a \\`. For example `a\\|b`. |',
    );
  });

  it('tells types, limits and what is required', () => {
    const [, , , count] = keyTable(keysOf(schema)).split('\n');
    expect(count).toBe('| `count` | whole number or null; at least 1 | required | **Count**: How many. |');
  });
});
