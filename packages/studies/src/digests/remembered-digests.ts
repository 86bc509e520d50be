import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { userCacheFolder } from '@fcdd/artifacts/user-cache';
import writeFileAtomic from 'write-file-atomic';

/** Digests of files that were read before, of one file or folder of the user's. */
export interface RememberedDigests {
  /** Undefined where the file has changed since, or may have. */
  get(name: string, stats: BigIntStats): string | undefined;
  set(name: string, stats: BigIntStats, digest: string): void;
  /** Keeps them for later runs, where anything is new. */
  save(): Promise<void>;
}

/** State of the file, and its digest, by its name. */
type Entries = Record<string, [state: string, digest: string]>;

/** A file that was written in the last moments can be written again without a trace in its times. Nanoseconds. */
const restless = 2_000_000_000n;

/** @param path absolute, of the file or folder; names are relative to it */
export async function rememberDigests(path: string): Promise<RememberedDigests> {
  const file = join(userCacheFolder('digests'), `${createHash('sha256').update(path).digest('hex')}.json`);
  const known = await readEntries(file);
  const current: Entries = {};
  let isNew = false;
  return {
    get(name, stats) {
      const entry = Object.hasOwn(known, name) ? known[name]! : undefined;
      if (entry?.[0] !== stateOf(stats)) return undefined;
      current[name] = entry;
      return entry[1];
    },
    set(name, stats, digest) {
      if (BigInt(Date.now()) * 1_000_000n - stats.ctimeNs < restless) return;
      current[name] = [stateOf(stats), digest];
      isNew = true;
    },
    async save() {
      if (!isNew) return;
      // Remembering saves time, no more: it does not matter where it cannot.
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

function stateOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}
