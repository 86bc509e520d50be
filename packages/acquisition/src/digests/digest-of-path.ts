import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type TreeFile, fileDigest, listTree, namesIn } from '../files/index.ts';
import { rememberDigests, stateOfFile } from './remembered-digests.ts';

/** Told of much that has to be read, with its bytes. */
export type LongRead = (path: string, bytes: number) => void;

/** Bytes beyond which a user wonders what takes so long. */
const much = 2e9;

/** Number of files that are read at once. */
const parallel = 8;

/**
 * Returns the digest of a file's contents, or of the names and contents of all files in a folder. A file is read only if
 * its size, times or inode have changed since the last time.
 * @param path absolute path
 * @returns `sha256:` and hexadecimal digits
 * @throws DataError if the folder holds something other than files, or a link that leads out of it
 */
export async function digestOfPath(path: string, onLongRead: LongRead = () => {}): Promise<string> {
  const { isFolder, files } = filesAt(path);
  const digests = await digestsOf(path, files, onLongRead);
  return isFolder
    ? digestOfEntries(files.map(({ name }, index) => [name, digests[index]!]))
    : `sha256:${digests[0]!}`;
}

/** Returns the digest of the names and change times of the folders in a folder with millions of files. */
export function digestOfFolders(path: string): string {
  const entries = namesIn(path).map((name): [string, string] => [
    name,
    String(statSync(join(path, name), { bigint: true }).mtimeNs),
  ]);
  return digestOfEntries(entries);
}

/**
 * Returns a text that changes with each write to a file, or to any file in a folder, even if the same contents are
 * written.
 */
export function stateOfPath(path: string): string {
  return JSON.stringify(filesAt(path).files.map(({ name, stats }) => [name, stateOfFile(stats)]));
}

function filesAt(path: string): { isFolder: boolean; files: TreeFile[] } {
  const stats = statSync(path, { bigint: true });
  const isFolder = stats.isDirectory();
  return { isFolder, files: isFolder ? listTree(path) : [{ name: '', path, stats }] };
}

async function digestsOf(path: string, files: TreeFile[], onLongRead: LongRead): Promise<string[]> {
  const remembered = await rememberDigests(path);
  const digests = files.map(({ name, stats }) => remembered.get(name, stats));
  const unknown = files.map((_, index) => index).filter((index) => digests[index] === undefined);
  const bytes = unknown.reduce((sum, index) => sum + Number(files[index]!.stats.size), 0);
  if (bytes >= much) onLongRead(path, bytes);
  const readNext = async (): Promise<void> => {
    for (let index = unknown.pop(); index !== undefined; index = unknown.pop()) {
      const file = files[index]!;
      digests[index] = await fileDigest(file.path);
      remembered.set(file.name, file.stats, digests[index]!);
    }
  };
  await Promise.all(Array.from({ length: parallel }, readNext));
  await remembered.save();
  return digests as string[];
}

function digestOfEntries(entries: [name: string, state: string][]): string {
  const hash = createHash('sha256');
  for (const entry of entries) hash.update(`${JSON.stringify(entry)}\n`);
  return `sha256:${hash.digest('hex')}`;
}
