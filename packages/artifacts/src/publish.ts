import { randomUUID } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '@fcdd/errors';
import pLimit from 'p-limit';
import { hashFile, shareContent } from './contents.ts';
import { explainWriteError } from './write-errors.ts';
import { ENTRY_FORMAT, type Entry, type StoredFile, digestOfFiles, names } from './entry.ts';
import { checkContents, findEntry, listFiles } from './integrity.ts';
import { entryFolder } from './layout.ts';
import { removeFolder } from './remove-folder.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

/** An entry that is being written. */
export interface Draft {
  fingerprint: string;
  folder: string;
  outputFolder: string;
}

export async function createDraft(session: Session, fingerprint: string): Promise<Draft> {
  const folder = join(session.folder, randomUUID());
  const outputFolder = join(folder, names.output);
  try {
    await mkdir(outputFolder, { recursive: true });
  } catch (error) {
    throw explainWriteError(error, session.store.folder);
  }
  return { fingerprint, folder, outputFolder };
}

export async function discardDraft(draft: Draft): Promise<void> {
  await removeFolder(draft.folder);
}

export interface PublishOptions {
  logFile?: string;
  /** Whether an existing entry is replaced, at the last moment. Only the holder of its lock may do this. */
  replaces?: boolean;
}

/**
 * Makes a draft the entry of its fingerprint. This is atomic: whatever happens, the entry exists as a whole or not at
 * all. If another process was faster, its entry stays. Files become read-only.
 */
export async function publishEntry<Origin>(
  session: Session,
  draft: Draft,
  origin: Origin,
  { logFile, replaces = false }: PublishOptions = {},
): Promise<Entry<Origin>> {
  const { store } = session;
  try {
    const log = logFile ? await storeLog(draft, logFile) : undefined;
    const entry = await completeDraft(store, draft, { origin, log });
    if (replaces) await dropEntry(session, draft.fingerprint);
    return await moveIntoPlace(session, draft, entry);
  } catch (error) {
    await discardDraft(draft);
    throw explainWriteError(error, store.folder);
  }
}

/** Removes an entry. Only the holder of its lock may do this. */
export async function dropEntry(session: Session, fingerprint: string): Promise<void> {
  const grave = join(session.folder, randomUUID());
  // The entry is renamed first, so that nobody finds it half removed.
  await rename(entryFolder(session.store, fingerprint), grave).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await removeFolder(grave);
}

async function storeLog(draft: Draft, logFile: string): Promise<StoredFile> {
  const file = join(draft.folder, names.log);
  await copyFile(logFile, file);
  await chmod(file, 0o444);
  return describeFile(file, names.log, await hashFile(file));
}

async function completeDraft<Origin>(
  store: Store,
  draft: Draft,
  { origin, log }: Pick<Entry<Origin>, 'origin' | 'log'>,
): Promise<Entry<Origin>> {
  const limit = pLimit(4);
  const paths = await listFiles(draft.outputFolder);
  const files = await Promise.all(paths.map((path) => limit(() => storeFile(store, draft, path))));
  const { fingerprint } = draft;
  const entry: Entry<Origin> = {
    format: ENTRY_FORMAT,
    fingerprint,
    createdAt: new Date().toISOString(),
    origin,
    files,
    digest: digestOfFiles(files),
    log,
  };
  await writeDurably(join(draft.folder, names.entry), JSON.stringify(entry));
  return entry;
}

async function storeFile(store: Store, draft: Draft, path: string): Promise<StoredFile> {
  const file = join(draft.outputFolder, path);
  if (!(await lstat(file)).isFile()) {
    throw new UserError(`The output '${path}' is neither a file nor a folder.`, {
      hint: 'A stage must write only files and folders, no links or devices.',
    });
  }
  await synchronize(file);
  const digest = await hashFile(file);
  await chmod(file, 0o444);
  await shareContent(store, file, digest);
  return describeFile(file, path, digest);
}

async function describeFile(file: string, path: string, digest: string): Promise<StoredFile> {
  const { size, mtimeMs } = await lstat(file);
  return { path, digest, size, modified: mtimeMs };
}

async function moveIntoPlace<Origin>(
  session: Session,
  draft: Draft,
  entry: Entry<Origin>,
): Promise<Entry<Origin>> {
  const place = entryFolder(session.store, draft.fingerprint);
  await mkdir(dirname(place), { recursive: true });
  for (;;) {
    try {
      await rename(draft.folder, place);
      await synchronizeFolder(dirname(place));
      return entry;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    const rival = await findEntry<Origin>(session.store, draft.fingerprint);
    if (rival.state === 'present' && (await checkContents(session.store, rival.entry)) === undefined) {
      await discardDraft(draft);
      return rival.entry;
    }
    await dropEntry(session, draft.fingerprint);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Waits until a folder's list of names is on the disk, unless the file system (as some on networks) does not support
 * this.
 */
async function synchronizeFolder(folder: string): Promise<void> {
  await synchronize(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EBADF', 'EPERM', 'EACCES'].includes(error.code ?? '')) throw error;
  });
}

/** Waits until a file's content, or a folder's list of names, is on the disk. */
async function synchronize(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
