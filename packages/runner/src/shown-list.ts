import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import type { Shown } from './shown-file.ts';

/**
 * Lists what runs have put into a results folder: one JSON object a line, the last of a path counts. A line with an
 * `owner` says which experiment's results they are.
 */
export const LIST = '.fcdd-results.jsonl';

/** The experiment whose results a folder has. */
export interface ResultsOwner {
  /** The experiment's file, relative to the folder: a project may be moved as a whole. */
  file: string;
  /** Digest of what decides about the results. */
  experiment: string;
}

type Line = Shown | { owner: ResultsOwner };

export async function readList(root: string): Promise<Map<string, Shown>> {
  const lines = await readLines(root);
  return new Map(lines.flatMap((line) => ('path' in line ? [[line.path, line]] : [])));
}

/** The experiment whose results are in a folder, as far as that was noted. */
export async function readOwner(root: string): Promise<ResultsOwner | undefined> {
  return (await readLines(root)).flatMap((line) => ('owner' in line ? [line.owner] : [])).at(-1);
}

export async function noteOwner(root: string, owner: ResultsOwner): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await appendFile(join(root, LIST), ownerLine(owner));
  } catch (error) {
    throw explainWriteError(error, root);
  }
}

function ownerLine(owner: ResultsOwner): string {
  return `${JSON.stringify({ owner })}\n`;
}

async function readLines(root: string): Promise<Line[]> {
  const text = await readFile(join(root, LIST), 'utf8').catch(() => '');
  return text.split('\n').flatMap(parseLine);
}

export async function replaceList(root: string, files: Shown[]): Promise<void> {
  const temporary = join(root, `${LIST}.${randomUUID()}`);
  const owner = await readOwner(root);
  await writeFile(temporary, (owner ? ownerLine(owner) : '') + toLines(files));
  await rename(temporary, join(root, LIST));
}

export function toLines(files: Shown[]): string {
  return files
    .map(({ path, digest, size, modified }) => `${JSON.stringify({ path, digest, size, modified })}\n`)
    .join('');
}

/** The last line of a run that was killed may be cut off. */
function parseLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
