import { describe, expect, it } from 'vitest';
import { createProject } from '../testing/project.ts';
import type { Section } from './check.ts';
import { checkNode } from './machine.ts';

describe('fcdd doctor', () => {
  it('finds what a run needs on this machine, and says what is missing how to get it', async () => {
    const { fcdd, folder } = await createProject();
    const { code, stdout } = await fcdd('doctor');
    expect(stdout).toContain('Everything that is needed is here.');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}✔ Node.js +\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^ {2}✔ sharp +\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^ {2}✔ auto +takes onnxruntime on (cpu|webgpu|cuda)$/m);
    expect(stdout).toMatch(/^ {2}[✔–] tensorflow on cpu +TensorFlow/m);
    expect(stdout).toMatch(/^ {2}✔ mnist +in \//m);
    expect(stdout).toMatch(/^ {2}– emnist +not here yet\n +The first run that needs it fetches it: http/m);
    expect(stdout).toContain(`${folder}/.fcdd/store, `);
  });

  it('tells programs the same as JSON', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('doctor', '--json');
    const { fit, sections } = JSON.parse(stdout) as { fit: boolean; sections: Section[] };
    expect([code, fit]).toEqual([0, true]);
    const engines = sections.find(({ title }) => title === 'Engines')!.checks;
    for (const { state, hint } of engines) if (state !== 'good') expect(hint).toMatch(/\.$/);
  });

  it('fails where the store cannot be written, and says what to do', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('doctor', '--store', '/proc/fcdd');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}✖ store .*\n +It cannot be written. Choose another with --store.$/m);
    expect(stdout).toContain('Items marked ✖ are needed and missing.');
  });

  it('looks for data in the folder that is given', async () => {
    const names = ['train-images', 'train-labels', 't10k-images', 't10k-labels'];
    const files = names.map((name) => `data/mnist/${name}-idx${name.includes('images') ? 3 : 1}-ubyte.gz`);
    const { fcdd, folder } = await createProject(Object.fromEntries(files.map((file) => [file, ''])));
    const { stdout } = await fcdd('doctor', '--data', 'data');
    expect(stdout).toMatch(new RegExp(`✔ mnist +in ${folder}/data/mnist$`, 'm'));
  });
});

describe('Node.js', () => {
  it.each(['18.20.0', '20.18.3'])('%s is too old', (version) => {
    expect(checkNode(version)).toMatchObject({ state: 'missing', hint: 'Install 20.19 or newer.' });
  });

  it.each(['20.19.0', '22.0.0'])('%s will do', (version) => {
    expect(checkNode(version).state).toBe('good');
  });
});
