import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentFile } from './layout.ts';
import type { Store } from './store.ts';

/** SHA-256 of a file's content, in hexadecimal. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  const { size } = await stat(file);
  // A stream allocates a whole chunk of memory, however small the file is.
  if (size < chunk) hash.update(await readFile(file));
  else await pipeline(createReadStream(file, { highWaterMark: chunk }), hash);
  return hash.digest('hex');
}

/** Number of bytes that are read at once. */
const chunk = 2 ** 20;

/**
 * Makes a file share its bytes on disk with all files of the store that have the same content. Where the file system
 * has no hard links the file stays a copy of its own.
 */
export async function shareContent(store: Store, file: string, digest: string): Promise<void> {
  const shared = contentFile(store, digest);
  try {
    await mkdir(dirname(shared), { recursive: true });
    await link(file, shared).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      // The shared file may be damaged by now; this file then takes its place.
      if ((await hashFile(shared)) === digest) await replaceByLink(file, shared);
      else await replaceByLink(shared, file);
    });
  } catch (error) {
    if (!cannotShare(error)) throw error;
  }
}

async function replaceByLink(file: string, target: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await link(target, temporary);
  await rename(temporary, file);
  // Renaming one link of a file to another link of it leaves both.
  await rm(temporary, { force: true });
}

/**
 * True where there are no hard links or too many of them, and where garbage collection has just removed the shared
 * file.
 */
function cannotShare(error: unknown): boolean {
  const codes = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'ENOENT'];
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
