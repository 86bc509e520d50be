import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DataError } from '@fcdd/errors';

/**
 * The folder of an installed npm package, and its version.
 * @throws DataError where it is not installed
 */
export async function npmPackage(name: string): Promise<{ folder: string; version: string }> {
  const folder = folderOf(name);
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { folder, version };
}

function folderOf(name: string): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    throw new DataError('it is not installed');
  }
}
