import { mkdir, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTextWorkspace, graphOf, node, textGraph } from './testing/workspace.ts';

describe('the results folder', () => {
  it('links to the store, and loses what a later run does not show', async () => {
    const workspace = await createTextWorkspace();
    const folder = join(workspace.folder, 'results/test');
    await workspace.run(textGraph('one', 'two'));
    expect((await stat(join(folder, 'a/out.txt'))).nlink).toBeGreaterThan(1);
    await writeFile(join(folder, 'mine.txt'), 'notes');
    await workspace.run(graphOf(node('a', 'make', { text: 'one' })));
    expect((await readdir(folder)).sort()).toEqual(['.fcdd-results.jsonl', 'a', 'logs', 'mine.txt']);
  });

  it('has the log of each stage, which is not an output: logs that differ run nothing', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('make', 'make-dated');
    await workspace.run(textGraph('one', 'two'));
    expect(await workspace.result('logs/a.log')).toMatch(/^at \d+\n$/);
    await workspace.started();
    await workspace.run(textGraph('one ', 'two'));
    expect(await workspace.started()).toEqual(['a']);
  });

  it('keeps what a user has changed or put there, and shows all else', async () => {
    const workspace = await createTextWorkspace();
    const file = join(workspace.folder, 'results/test/b/out.txt');
    await workspace.run(textGraph('one', 'two'));
    await rm(file);
    await writeFile(file, 'edited');
    await workspace.run(graphOf(node('a', 'make', { text: 'one' })));
    expect(await workspace.result('b/out.txt')).toBe('edited');

    await expect(workspace.run(textGraph('three', 'two'))).rejects.toThrow(`'${file}' is kept`);
    expect(await workspace.result('b/out.txt')).toBe('edited');
    expect(await workspace.result('a/out.txt')).toBe('three');
    await rm(file);
    await workspace.run(textGraph('three', 'two'));
    expect(await workspace.result('b/out.txt')).toBe('two');
  });

  it('replaces copies of what was shown', async () => {
    const workspace = await createTextWorkspace();
    const file = join(workspace.folder, 'results/test/a/out.txt');
    await workspace.run(textGraph('one', 'two'));
    await rm(file);
    await writeFile(file, 'one');
    await utimes(file, 1, 1);
    await workspace.run(textGraph('three', 'two'));
    expect(await workspace.result('a/out.txt')).toBe('three');
  });

  it('does not follow links that lead out of it', async () => {
    const workspace = await createTextWorkspace();
    const elsewhere = join(workspace.folder, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(join(workspace.folder, 'results/test'), { recursive: true });
    await symlink(elsewhere, join(workspace.folder, 'results/test/a'));
    await expect(workspace.run(textGraph('one', 'two'))).rejects.toThrow('is a link or a file, not a folder');
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('is not written where two stages would show different files in one place', async () => {
    const workspace = await createTextWorkspace();
    const graph = graphOf(node('a', 'make', { text: 'one' }), {
      ...node('b', 'make', { text: 'two' }),
      results: ['a'],
    });
    await expect(workspace.run(graph)).rejects.toThrow('Two stages show different files');
    expect(existsSync(join(workspace.folder, 'results/test/a/out.txt'))).toBe(true);
  });
});
