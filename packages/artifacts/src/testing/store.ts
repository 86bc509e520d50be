import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Entry,
  type Session,
  type Store,
  beginSession,
  createDraft,
  openStore,
  publishEntry,
} from '../index.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-artifacts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a new store and begins a session in it. */
export async function temporaryStore(): Promise<{ store: Store; session: Session }> {
  const store = await openStore(join(await temporaryFolder(), 'store'));
  const session = await beginSession(store);
  onTestFinished(() => session.end());
  return { store, session };
}

export async function publish(
  session: Session,
  fingerprint: string,
  files: Record<string, string>,
): Promise<Entry> {
  const draft = await createDraft(session, fingerprint);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(draft.outputFolder, path)), { recursive: true });
    await writeFile(join(draft.outputFolder, path), text);
  }
  return publishEntry(session, draft, { stage: 'test' });
}
