import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shown } from './shown-file.ts';

/** Lists what runs have put into a results folder: one JSON object a line, the last of a path counts. */
export const LIST = '.fcdd-results.jsonl';

export async function readList(root: string): Promise<Map<string, Shown>> {
  const text = await readFile(join(root, LIST), 'utf8').catch(() => '');
  return new Map(
    text
      .split('\n')
      .flatMap(parseLine)
      .map((file) => [file.path, file]),
  );
}

export async function replaceList(root: string, files: Shown[]): Promise<void> {
  const temporary = join(root, `${LIST}.${randomUUID()}`);
  await writeFile(temporary, toLines(files));
  await rename(temporary, join(root, LIST));
}

export function toLines(files: Shown[]): string {
  return files
    .map(({ path, digest, size, modified }) => `${JSON.stringify({ path, digest, size, modified })}\n`)
    .join('');
}

/** The last line of a run that was killed may be cut off. */
function parseLine(line: string): Shown[] {
  try {
    return [JSON.parse(line) as Shown];
  } catch {
    return [];
  }
}
