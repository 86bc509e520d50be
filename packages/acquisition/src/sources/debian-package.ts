import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { ExecaError, execa } from 'execa';
import type { DataSettings } from '../settings.ts';
import { type KnownFile, readVerified, readVerifiedPath } from '../files/verified-file.ts';
import { withFetchLock } from './fetch-lock.ts';
import { createChecked } from './fetched-file.ts';

export interface DebianPackage {
  name: string;
  /** The folder into which the package puts the files. */
  folder: string;
}

const timeout = 10 * 60_000;

/**
 * Fetches a Debian package, which needs no root, and copies the gzipped files of a data set out of it; once for all
 * processes that want it at the same time.
 * @throws DataError where apt or dpkg is missing or fails
 */
export async function fetchDebianPackage(
  debianPackage: DebianPackage,
  files: KnownFile[],
  folder: string,
  settings: DataSettings,
): Promise<void> {
  const archive = join(folder, `${debianPackage.name}.deb`);
  await withFetchLock({ path: archive }, settings, async (held) => {
    if (await areSound(files, folder)) return;
    await fetchHeld(debianPackage, files, folder, held);
  });
}

async function areSound(files: KnownFile[], folder: string): Promise<boolean> {
  const readings = files.map((file) => readVerified(folder, file));
  return Promise.all(readings).then(
    () => true,
    () => false,
  );
}

async function fetchHeld(
  debianPackage: DebianPackage,
  files: KnownFile[],
  folder: string,
  settings: DataSettings,
): Promise<void> {
  const workFolder = await mkdtemp(join(folder, '.debian-'));
  try {
    settings.log(`Fetching Debian's package ${debianPackage.name}.`);
    await runTool('apt-get', ['download', debianPackage.name], workFolder, settings.signal);
    const archive = (await readdir(workFolder)).find((file) => file.endsWith('.deb'));
    if (!archive) throw new DataError('apt-get left no package');
    await runTool('dpkg-deb', ['--extract', archive, 'unpacked'], workFolder, settings.signal);
    for (const file of files) {
      const packed = `${file.name}.gz`;
      await createChecked(
        join(folder, packed),
        (temporary) => copyFile(join(workFolder, 'unpacked', debianPackage.folder, packed), temporary),
        (temporary) => readVerifiedPath(temporary, file),
      );
    }
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function runTool(tool: string, options: string[], cwd: string, signal?: AbortSignal): Promise<void> {
  try {
    await execa(tool, options, { cwd, timeout, cancelSignal: signal, stdin: 'ignore', env: { LC_ALL: 'C' } });
  } catch (cause) {
    if (!(cause instanceof ExecaError)) throw cause;
    if (cause.code === 'ENOENT') throw new DataError(`${tool} is not installed`);
    const complaint = String(cause.stderr).match(/^(?:E|dpkg-deb: error): .*$/m)?.[0];
    throw new DataError(complaint ?? cause.shortMessage);
  }
}
