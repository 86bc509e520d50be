import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from './testing/project.ts';

const other = 'extends: ./tiny.yaml\ntraining: { epochs: 5 }\n';

async function projectWithResults(text = other) {
  const project = await createProject();
  await writeFile(join(project.folder, 'other.yaml'), text);
  await project.fcdd('run', 'tiny.yaml');
  const summary = () => readFile(join(project.folder, 'results/tiny/report.html'), 'utf8');
  return { ...project, summary };
}

describe('two experiments of one name', () => {
  it('do not replace the results of each other', async () => {
    const { fcdd, summary } = await projectWithResults();
    const before = await summary();
    const { code, stderr } = await fcdd('run', 'other.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain(
      "other.yaml and tiny.yaml have the same name, 'tiny': the results of one would replace those of the other.\n  Write a name of its own into other.yaml, or use --set name=...",
    );
    expect(await summary()).toBe(before);
    expect((await fcdd('run', 'other.yaml', '--set', 'name=other')).code).toBe(0);
  });

  it('are told by validate, which finds no fault in either', async () => {
    const { fcdd } = await projectWithResults();
    const { code, stderr } = await fcdd('validate', 'tiny.yaml', 'other.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain("Warning: other.yaml and tiny.yaml have the same name, 'tiny'");
  });

  it('may be one after the other where the file of the first is gone', async () => {
    const { fcdd, folder } = await projectWithResults('version: 2\n');
    await writeFile(join(folder, 'other.yaml'), await readFile(join(folder, 'tiny.yaml')));
    await rm(join(folder, 'tiny.yaml'));
    expect((await fcdd('run', 'other.yaml', '--set', 'training.epochs=3')).code).toBe(0);
  });

  it('are one experiment where only baselines differ, also after a change of both', async () => {
    const { fcdd, folder } = await projectWithResults('extends: ./tiny.yaml\ndescription: Same\n');
    await writeFile(join(folder, 'other.yaml'), await readFile(join(folder, 'tiny.yaml')));
    expect((await fcdd('run', 'other.yaml')).code).toBe(0);
    for (const file of ['tiny.yaml', 'other.yaml']) {
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), text.replace('epochs: 2', 'epochs: 4'));
    }
    expect((await fcdd('run', 'tiny.yaml')).code).toBe(0);
  });
});
