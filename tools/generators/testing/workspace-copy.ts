import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const workspace = resolve(import.meta.dirname, '../../..');

/**
 * Copies this workspace without build outputs. Packages of the copy import each other, and the end of the test
 * removes it.
 */
export async function copyWorkspace(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'fcdd-workspace-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: workspace });
  const files = listed
    .toString()
    .split('\0')
    .filter((file) => file && existsSync(join(workspace, file)));
  for (const folder of new Set(files.map((file) => dirname(file))))
    await mkdir(join(copy, folder), { recursive: true });
  for (const file of files) await cp(join(workspace, file), join(copy, file));
  await linkPackages(copy, 'node_modules');
  for (const owner of [...(await foldersIn('packages')), 'schemas', 'tools'])
    if (existsSync(join(workspace, owner, 'node_modules')))
      await linkPackages(copy, join(owner, 'node_modules'));
  return copy;
}

/** Links installed packages, and the packages of this workspace to their copies. */
async function linkPackages(copy: string, modules: string): Promise<void> {
  await mkdir(join(copy, modules));
  for (const name of await readdir(join(workspace, modules)))
    if (name === '@fcdd')
      await cp(join(workspace, modules, name), join(copy, modules, name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    else if (!name.startsWith('.vite'))
      await symlink(join(workspace, modules, name), join(copy, modules, name));
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(join(workspace, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name));
}
