import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Versions, compileExperiment, loadExperiment, loadPipeline } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import { describe, expect, it, onTestFinished } from 'vitest';
import { experimentRules } from '../rules/experiment-rules.ts';
import { temporaryFolder } from '../testing/load-experiment.ts';
import { rewriteExperiments, versions } from './versions.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const configs = join(root, 'configs');
/** The experiments that were published as version 1. */
const fixtures = fileURLToPath(new URL('./testing/version-1', import.meta.url));
const published = (await readdir(fixtures, { recursive: true })).filter((name) => name.endsWith('.yaml'));
const schema = withParts(experimentSchema);

/** Loads an experiment, or the variants of a sweep, each with its graph. */
async function graphsOf(file: string, read: Versions = versions) {
  const own = await temporaryFolder(['train/screw/normal', 'test/screw/normal', 'test/screw/anomalous']);
  const overrides = ['engine.backend=cpu'];
  if (basename(file).startsWith('custom')) overrides.push(`dataset.path=${own}`);
  const rules = experimentRules(['one-class'], dirname(file));
  const { experiment, sweep } = await loadExperiment(file, { overrides, schema, rules, ...read });
  const pipeline = await loadPipeline(join(root, 'pipelines/one-class.yaml'));
  const variants = sweep?.variants ?? [{ name: '', values: {}, experiment }];
  const withoutFolder = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll(own, 'own')) as unknown;
  return variants.map(({ name, values, experiment }) =>
    withoutFolder({ name, values, experiment, graph: compileExperiment(experiment, pipeline) }),
  );
}

describe('a published experiment of version 1', () => {
  it.each(published)('is that of version 2, with the same graph: %s', async (name) => {
    expect(await graphsOf(join(fixtures, name))).toEqual(await graphsOf(join(configs, name)));
  });

  it('is the same after it is rewritten', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fcdd-versions-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(fixtures, folder, { recursive: true });
    const files = published.map((name) => join(folder, name));
    for (const { file, text } of await rewriteExperiments(files)) await writeFile(file, text);
    const current = { version: versions.version };
    for (const name of published)
      expect(await graphsOf(join(folder, name), current)).toEqual(await graphsOf(join(configs, name)));
  });
});
