import { readFile, writeFile } from 'node:fs/promises';
import { DataError } from '@fcdd/errors';

export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** @throws DataError where the file is missing or is not JSON */
export async function readJson<Value>(file: string): Promise<Value> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (cause) {
    throw new DataError(`${file} cannot be read.`, { cause });
  }
}
