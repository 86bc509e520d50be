import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { clearJob, findEntry, isOnNetwork, openJobDraft, publishEntry } from './index.ts';
import { removeFolder } from './remove-folder.ts';
import { publish, temporaryFolder, temporaryStore } from './testing/store.ts';

/** A folder on another file system than temporary files; undefined where there is none. */
async function elsewhere(): Promise<string | undefined> {
  const folder = await mkdtemp('/dev/shm/fcdd-').catch(() => undefined);
  if (!folder) return undefined;
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return (await stat(folder)).dev === (await stat(await temporaryFolder())).dev ? undefined : folder;
}

it('refuses a store that spans file systems, since nothing can be renamed into the other one', async (context) => {
  const other = await elsewhere();
  if (!other) return context.skip('there is no second file system');
  const { store, session } = await temporaryStore();
  await rm(join(store.folder, 'entries'), { recursive: true });
  await symlink(other, join(store.folder, 'entries'));
  await expect(publish(session, 'f1', { a: 'one' })).rejects.toThrow(
    `'${store.folder}' lies on more than one file system.`,
  );
  expect(await findEntry(store, 'f1')).toEqual({ state: 'absent' });
  expect(await readdir(session.folder)).toEqual([]);
});

it('turns the output of a job into an entry, and removes the rest of its folder', async () => {
  const { store, session } = await temporaryStore();
  const draft = await openJobDraft(store, 'f1');
  await writeFile(join(draft.outputFolder, 'a.txt'), 'one');
  // A later run opens the same draft.
  expect(await openJobDraft(store, 'f1')).toEqual(draft);
  await publishEntry(session, draft, {});
  await clearJob(store, 'f1');
  expect(await findEntry(store, 'f1')).toMatchObject({
    state: 'present',
    entry: { files: [{ path: 'a.txt' }] },
  });
  expect(await readdir(join(store.folder, 'jobs'))).toEqual([]);
});

it('continues when a folder cannot be removed yet, for example because NFS keeps its open files', async (context) => {
  const folder = await temporaryFolder();
  const busy = join(folder, 'busy');
  await mkdir(busy);
  await writeFile(join(folder, 'a.txt'), '');
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', busy], { stdio: 'ignore' });
  } catch {
    return context.skip('only root can mount something');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', busy]));
  await removeFolder(folder);
  expect(await readdir(folder)).toEqual(['busy']);
});

it('does not take local folders for folders on a network', async () => {
  expect(await isOnNetwork(await temporaryFolder())).toBe(false);
});
