import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../testing/project.ts';

const before = `# yaml-language-server: $schema=../schemas/experiment.schema.json
version: 1
name: mine
model: { net: FCDD_CNN28 } # small
training:
  objective: fcdd # the method
  epochs: 2
`;
const after = `# yaml-language-server: $schema=../schemas/experiment.schema.json
version: 2
name: mine
# the method
detector: { name: fcdd, net: FCDD_CNN28 } # small
training:
  epochs: 2
`;

describe('fcdd migrate', () => {
  it('rewrites files in place, once', async () => {
    const { folder, fcdd } = await createProject({ 'mine.yaml': before, 'other.yaml': after });
    const contents = () => readFile(join(folder, 'mine.yaml'), 'utf8');
    expect(await fcdd('migrate', '--check', 'mine.yaml', 'other.yaml')).toEqual({
      code: 1,
      stdout: 'mine.yaml is of version 1, not 2.\nother.yaml is of version 2 already.\n',
      stderr: '',
    });
    expect(await contents()).toBe(before);
    expect(await fcdd('migrate', 'mine.yaml', 'other.yaml')).toEqual({
      code: 0,
      stdout: 'mine.yaml is of version 2 now.\nother.yaml is of version 2 already.\n',
      stderr: '',
    });
    expect(await contents()).toBe(after);
    expect((await fcdd('migrate', '--check', 'mine.yaml')).code).toBe(0);
  });

  it('may write another file beside the first', async () => {
    const { folder, fcdd } = await createProject({ 'mine.yaml': before, 'other.yaml': after });
    expect((await fcdd('migrate', 'mine.yaml', '--out', 'new.yaml')).stdout).toBe(
      'new.yaml is of version 2 now.\n',
    );
    expect(await readFile(join(folder, 'new.yaml'), 'utf8')).toBe(after);
    expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toBe(before);
    const refused = async (...args: string[]) => (await fcdd('migrate', ...args)).stderr;
    expect(await refused('mine.yaml', '--out', 'new.yaml')).toContain('new.yaml already exists.');
    expect(await refused('mine.yaml', '--out', '../new.yaml')).toContain('is not in the folder of mine.yaml');
    expect(await refused('mine.yaml', 'other.yaml', '--out', 'x.yaml')).toContain(
      '2 files cannot be written',
    );
  });

  it('writes nothing if one of the files cannot be rewritten', async () => {
    const { folder, fcdd } = await createProject({ 'mine.yaml': before });
    await writeFile(join(folder, 'broken.yaml'), 'version: 1\nmodel: { net: [\n');
    const { code, stderr } = await fcdd('migrate', 'mine.yaml', 'broken.yaml');
    expect([code, stderr]).toEqual([2, expect.stringContaining('broken.yaml:3:1: This is not YAML')]);
    expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toBe(before);
    expect((await readdir(folder)).filter((name) => /mine/.test(name))).toEqual(['mine.yaml']);
  });
});

describe('a file of version 1', () => {
  const note = 'mine.yaml is of version 1; fcdd migrate mine.yaml rewrites it as version 2.\n';
  const tiny = before.replace(
    'name: mine',
    'name: mine\npipeline: tiny\ndataset: { name: mnist, classes: [1] }',
  );

  it('runs, which is said once, and nothing runs again after it is rewritten', async () => {
    const { fcdd } = await createProject({ 'mine.yaml': tiny });
    const run = await fcdd('run', 'mine.yaml', '--set', 'model.bias=true');
    expect([run.code, run.stderr]).toEqual([0, note]);
    expect((await fcdd('validate', 'mine.yaml', 'mine.yaml')).stderr).toBe(note);
    const plan = await fcdd('plan', 'mine.yaml', '--json', '--set', 'model.net=FCDD_CNN28');
    expect(JSON.parse(plan.stdout)).toHaveLength(2);
    await fcdd('migrate', 'mine.yaml');
    const { stdout, stderr } = await fcdd('plan', 'mine.yaml');
    expect([stdout, stderr]).toEqual(['2 stages: 2 cached, 0 to run, 0 may run\n', '']);
    expect(await fcdd('status')).toMatchObject({ code: 0, stderr: '' });
    expect((await fcdd('plan', 'mine.yaml', '--set', 'model.net=FCDD_CNN28')).stderr).toContain(
      "There is no key 'model'.\n  Since version 2 it is detector.",
    );
  });
});
