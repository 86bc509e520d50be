import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../testing/project.ts';

async function project(files: Record<string, string> = {}) {
  const { folder, fcdd } = await createProject(files);
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  return { folder, fcdd, read };
}

const comment =
  '# If tiny has run, only its baselines run, with the pictures, figures and report that show them.\n';

describe('fcdd baselines', () => {
  it('writes the experiment that adds them beside the other, and says what to run', async () => {
    const { fcdd, read } = await project();
    const { code, stdout } = await fcdd('baselines', 'tiny.yaml');
    expect(code).toBe(0);
    expect(stdout).toBe('tiny-baselines.yaml\nRun the baselines with: fcdd run tiny-baselines.yaml\n');
    expect(await read('tiny-baselines.yaml')).toBe(`${comment}extends: ./tiny.yaml\nbaselines: [hsc, ae]\n`);
    expect((await fcdd('validate', 'tiny-baselines.yaml')).stdout).toContain('tiny is valid');
  });

  it('adds one alone, and the other to it', async () => {
    const { fcdd, read } = await project();
    await fcdd('baselines', 'tiny.yaml', '--only', 'ae', '--out', 'ae.yaml');
    expect(await read('ae.yaml')).toContain('baselines: [ae]');
    await fcdd('baselines', 'ae.yaml', '--out', 'both.yaml');
    expect(await read('both.yaml')).toContain('extends: ./ae.yaml\nbaselines: [ae, hsc]\n');
    const { code, stderr } = await fcdd('baselines', 'both.yaml', '--out', 'more.yaml');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('both.yaml already has the baseline hsc and the baseline ae'),
    ]);
  });

  it('keeps the schema that an editor checks the file with', async () => {
    const schema = '# yaml-language-server: $schema=../schemas/experiment.schema.json\n';
    const { fcdd, read } = await project({ 'own.yaml': `${schema}extends: ./tiny.yaml\n` });
    await fcdd('baselines', 'own.yaml');
    expect(await read('own-baselines.yaml')).toBe(
      `${schema}${comment}extends: ./own.yaml\nbaselines: [hsc, ae]\n`,
    );
  });

  it('keeps what paths lead to where it writes into another folder', async () => {
    const { folder, fcdd, read } = await project({
      'own.yaml': "extends: ./tiny.yaml\ndataset: { path: 'my mnist' }\ndetector: { weights: net.pth }\n",
      'my mnist/a': '',
      'net.pth': '',
    });
    await mkdir(join(folder, 'more/experiments'), { recursive: true });
    const out = 'more/experiments/compared.yaml';
    expect((await fcdd('baselines', 'own.yaml', '--out', out)).stderr).toBe('');
    expect(await read(out)).toContain(
      `extends: ../../own.yaml
dataset: { path: ../../my mnist }
detector: { weights: ../../net.pth }
`,
    );
  });

  it('writes down what was set for the run that it is compared with', async () => {
    const { fcdd, read } = await project();
    const set = [
      'training.epochs=3',
      'training.seeds=[4, 5]',
      "description='yes: it is'",
      'training.epochs=4',
    ];
    await fcdd('baselines', 'tiny.yaml', ...set.flatMap((override) => ['--set', override]));
    expect(await read('tiny-baselines.yaml')).toBe(`${comment}extends: ./tiny.yaml
training: { epochs: 4, seeds: [ 4, 5 ] }
description: "yes: it is"
baselines: [hsc, ae]
`);
    const refused = await fcdd('baselines', 'tiny.yaml', '--force', '--set', 'training.epoch=3');
    expect(refused.stderr).toContain("There is no key 'epoch' in training.");
  });

  it('overwrites a file only if an option says so, and never the experiment itself', async () => {
    const { folder, fcdd, read } = await project({ 'tiny-baselines.yaml': 'mine' });
    const refused = await fcdd('baselines', 'tiny.yaml');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('tiny-baselines.yaml already exists.');
    expect(await read('tiny-baselines.yaml')).toBe('mine');
    expect((await fcdd('baselines', 'tiny.yaml', '--force')).code).toBe(0);
    expect(await read('tiny-baselines.yaml')).toContain('baselines: [hsc, ae]');
    const itself = await fcdd('baselines', 'tiny.yaml', '--force', '--out', join(folder, 'tiny.yaml'));
    expect(itself.stderr).toContain('tiny.yaml cannot extend itself.');
  });

  it('leaves nothing where an experiment cannot be compared, and what was there before', async () => {
    const { folder, fcdd, read } = await project({
      'hsc.yaml': 'extends: ./tiny.yaml\ndetector: { name: hsc, net: CNN28 }\n',
    });
    const { code, stderr } = await fcdd('baselines', 'hsc.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('No other detector has a net that matches CNN28.');
    await expect(access(join(folder, 'hsc-baselines.yaml'))).rejects.toThrow('ENOENT');
    await writeFile(join(folder, 'hsc-baselines.yaml'), 'mine');
    await fcdd('baselines', 'hsc.yaml', '--force');
    expect(await read('hsc-baselines.yaml')).toBe('mine');
  });
});
