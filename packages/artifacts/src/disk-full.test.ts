import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '@fcdd/errors';
import { beginSession, createDraft, findEntry, openStore, publishEntry } from './index.ts';
import { publish, temporaryFolder } from './testing/store.ts';

/** Mounts a file system of one megabyte; undefined where this user is not allowed to. */
async function tinyDisk(): Promise<string | undefined> {
  const folder = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

it('names a full disk and how to make room, and leaves nothing half-done', async (context) => {
  const disk = await tinyDisk();
  if (!disk) return context.skip('only root can mount a small disk');
  const store = await openStore(join(disk, 'store'));
  const session = await beginSession(store);
  const kept = await publish(session, 'small', { a: 'one' });

  const draft = await createDraft(session, 'large');
  execFileSync('sh', ['-c', `head -c 2000000 /dev/zero > ${disk}/ballast || true`], { stdio: 'ignore' });
  const error = await publishEntry(session, draft, { text: 'x'.repeat(100_000) }).catch((e: unknown) => e);

  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toBe(`The disk that holds '${store.folder}' is full.`);
  expect((error as UserError).hint).toContain('fcdd cache gc');
  expect(await findEntry(store, 'large')).toEqual({ state: 'absent' });
  expect(await findEntry(store, 'small')).toEqual({ state: 'present', entry: kept });
  expect(await readdir(session.folder)).toEqual([]);
  await session.end();
});
