import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileDigest } from '../files/file-digest.ts';
import type { DataSettings } from '../settings.ts';
import { DamagedError } from '../files/verified-file.ts';
import type { PublishedFile } from './published-file-facts.ts';

type Known = Pick<PublishedFile, 'size' | 'sha256'>;

/**
 * Checks that a file is the published one, by its SHA-256.
 * @throws DamagedError where it is not
 */
export async function verify(
  path: string,
  { size, sha256 }: Known,
  { progress, signal }: Pick<DataSettings, 'progress' | 'signal'>,
): Promise<void> {
  const { size: found } = await stat(path);
  if (size !== null && found !== size)
    throw new DamagedError(`${path} is damaged: it has ${found} bytes instead of ${size}`);
  const digest = await fileDigest(path, { signal, onRead: (bytes) => progress?.(bytes, found) });
  if (!digest.startsWith(sha256))
    throw new DamagedError(
      `${path} is damaged: its SHA-256 is ${digest}, ${sha256.length < digest.length ? 'which does not begin with' : 'not'} ${sha256}`,
    );
}

/**
 * The same, but a file that was found sound and has not been touched since is not read again.
 * @throws DamagedError where it is not the published one
 */
export async function verifyOnce(path: string, known: Known, settings: DataSettings): Promise<void> {
  if (await isRememberedAsSound(path, known, settings)) return;
  await verify(path, known, settings);
  await rememberAsSound(path, known, settings);
}

/** Whether a file was found sound and has not been touched since. */
export async function isRememberedAsSound(
  path: string,
  known: Known,
  settings: Pick<DataSettings, 'dataFolder'>,
): Promise<boolean> {
  const remembered = await readFile(noteOf(path, settings), 'utf8').catch(() => undefined);
  return remembered === (await soundnessOf(path, known));
}

/** Notes that a file was found sound. Where the data folder cannot be written to, it is read again next time. */
export async function rememberAsSound(path: string, known: Known, settings: DataSettings): Promise<void> {
  const note = noteOf(path, settings);
  try {
    await mkdir(dirname(note), { recursive: true });
    await writeFile(note, await soundnessOf(path, known));
  } catch (error) {
    settings.log(`The soundness of ${path} could not be noted: ${(error as Error).message}.`);
  }
}

function noteOf(path: string, { dataFolder }: Pick<DataSettings, 'dataFolder'>): string {
  const name = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 32);
  return join(dataFolder, '.verified', name);
}

/** Changes whenever the contents of the file do, or what they should be. */
async function soundnessOf(path: string, { sha256 }: Known): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [sha256, dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
