import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { userCacheFolder } from '@fcdd/artifacts/user-cache';
import writeFileAtomic from 'write-file-atomic';

/** Digests from earlier reads of one file, or of the files in one folder. */
export interface RememberedDigests {
  /** Returns undefined if the file has changed since, or may have. */
  get(name: string, stats: BigIntStats): string | undefined;
  set(name: string, stats: BigIntStats, digest: string): void;
  /** Writes new digests to disk for later runs. */
  save(): Promise<void>;
}

/** State and digest of each file, by its name. */
type Entries = Record<string, [state: string, digest: string]>;

/** Nanoseconds after a write in which another write may leave the file's times unchanged. */
const restless = 2_000_000_000n;

/** @param path absolute path of the file or folder; names are relative to it */
export async function rememberDigests(path: string): Promise<RememberedDigests> {
  const file = join(userCacheFolder('digests'), `${createHash('sha256').update(path).digest('hex')}.json`);
  const known = await readEntries(file);
  const current: Entries = {};
  let isNew = false;
  return {
    get(name, stats) {
      const entry = Object.hasOwn(known, name) ? known[name]! : undefined;
      if (entry?.[0] !== stateOfFile(stats)) return undefined;
      current[name] = entry;
      return entry[1];
    },
    set(name, stats, digest) {
      if (BigInt(Date.now()) * 1_000_000n - stats.ctimeNs < restless) return;
      current[name] = [stateOfFile(stats), digest];
      isNew = true;
    },
    async save() {
      if (!isNew) return;
      // Digests on disk only save time: a failure to write them does no harm.
      await mkdir(dirname(file), { recursive: true })
        .then(() => writeFileAtomic(file, JSON.stringify(current)))
        .catch(() => undefined);
    },
  };
}

async function readEntries(file: string): Promise<Entries> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Entries;
  } catch {
    return {};
  }
}

/** A text that changes with each write to the file. */
export function stateOfFile({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}
