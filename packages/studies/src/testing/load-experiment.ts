import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadExperiment } from '@fcdd/experiment';
import { onTestFinished } from 'vitest';
import { experimentFile } from '../experiment-file.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { experimentRules } from '../rules/experiment-rules.ts';

/** Makes a folder with these folders in it. It is removed when the test ends. */
export async function temporaryFolder(folders: string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-rules-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  return folder;
}

/** Loads the experiment in a file, checked by schema and rules. */
export async function loadFile(file: string, overrides: string[] = []): Promise<ResolvedExperiment> {
  const rules = experimentRules(['one-class'], dirname(file));
  return (await loadExperiment(file, { overrides, rules, ...experimentFile })).experiment;
}

/** Loads the experiment in a text, written to `a.yaml` in a folder. */
export async function loadText(
  text: string,
  overrides: string[] = [],
  folder?: string,
): Promise<ResolvedExperiment> {
  const file = join(folder ?? (await temporaryFolder()), 'a.yaml');
  await writeFile(file, text);
  return loadFile(file, overrides);
}

/** Returns the message with which the experiment in a text is refused; empty if it is valid. */
export async function failureOf(text: string, overrides: string[] = [], folder?: string): Promise<string> {
  return loadText(text, overrides, folder).then(
    () => '',
    (error: Error) => error.message.replaceAll(/^.*a\.yaml/gm, 'a.yaml'),
  );
}
