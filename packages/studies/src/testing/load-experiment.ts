import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadExperiment } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import { onTestFinished } from 'vitest';
import type { ResolvedExperiment } from '../experiment.ts';
import { experimentRules } from '../rules/experiment-rules.ts';

const schema = withParts(experimentSchema);

/** A folder with these folders in it, which goes when the test ends. */
export async function temporaryFolder(folders: string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-rules-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  return folder;
}

/** The experiment in a file, checked by schema and rules. */
export async function loadFile(file: string, overrides: string[] = []): Promise<ResolvedExperiment> {
  const rules = experimentRules(['one-class'], dirname(file));
  return (await loadExperiment(file, { overrides, schema, version: 1, rules })).experiment;
}

/** The experiment in a text, in `a.yaml` of a folder that paths are relative to. */
export async function loadText(
  text: string,
  overrides: string[] = [],
  folder?: string,
): Promise<ResolvedExperiment> {
  const file = join(folder ?? (await temporaryFolder()), 'a.yaml');
  await writeFile(file, text);
  return loadFile(file, overrides);
}

/** Why the experiment in a text is refused; empty where it is not. */
export async function failureOf(text: string, overrides: string[] = [], folder?: string): Promise<string> {
  return loadText(text, overrides, folder).then(
    () => '',
    (error: Error) => error.message.replaceAll(/^.*a\.yaml/gm, 'a.yaml'),
  );
}
