import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nets } from '@fcdd/nets/catalogue';
import { describe, expect, it } from 'vitest';
import { createProject } from './testing/project.ts';

describe('the command line', () => {
  it.each([
    'run',
    'plan',
    'validate',
    'init',
    'report',
    'compare',
    'migrate',
    'nets',
    'doctor',
    'data ls',
    'data fetch',
    'data check',
    'cache ls',
    'cache verify',
    'cache gc',
  ])('explains %s with examples', async (command) => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd(...command.split(' '), '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: fcdd ${command}`);
    expect(stdout).toContain('Examples:');
  });

  it.each([
    [['rnu', 'tiny.yaml'], "unknown command 'rnu'\n(Did you mean run?)"],
    [['run', 'tiny.yaml', '--jbos', '2'], "unknown option '--jbos'\n(Did you mean --jobs?)"],
    [['run', 'tiny.yaml', '--timeout', 'soon'], 'Write it like 90s, 30m, 12h or 2d.'],
    [['run', 'tiny.yaml', '--jobs', '0'], 'It must be a whole number of at least 1.'],
    [['run'], "missing required argument 'experiment'"],
    [['run', 'absent.yaml'], 'absent.yaml'],
    [['plan', 'tiny.yaml', '--set', 'training.epochs=many'], '--set training.epochs'],
    [['plan', 'tiny.yaml', '--device', 'abacus'], 'Allowed choices are auto, cpu, webgpu, cuda.'],
    [['plan', 'tiny.yaml', '--backend', 'cpu', '--device', 'cuda'], "The backend cpu has no device 'cuda'."],
    [['validate', 'tiny.yaml', 'wrong.yaml'], "wrong.yaml:6:13: There is no key 'epoch' in training."],
    [['run', 'tinny.yaml'], "There is no file tinny.yaml.\n  Did you mean 'tiny.yaml'?"],
    [['cache', 'ls'], 'There is no store in '],
    [['cache', 'ls', '--store', 'pipelines'], 'is not a store'],
    [['run', 'tiny.yaml', '--store', 'tiny.yaml'], "tiny.yaml' cannot be used as a store."],
    [['run', 'tiny.yaml', '--results', 'tiny.yaml'], "tiny.yaml/tiny' cannot be written to."],
  ])('exits with 2 for %j', async (args, message) => {
    const { fcdd } = await createProject({
      'wrong.yaml': `version: 2
name: wrong
dataset: { name: mnist }
detector: { net: FCDD_CNN28 }

training: { epoch: 3 }
`,
    });
    const { code, stderr } = await fcdd(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('computes with the engine that options choose, whatever the experiment says', async () => {
    const { fcdd, folder } = await createProject();
    await appendFile(join(folder, 'tiny.yaml'), 'engine: { backend: tensorflow }\n');
    const { code, stdout } = await fcdd('run', 'tiny.yaml', '--backend', 'cpu', '--device', 'cpu');
    expect(stdout).toContain('tiny: 5 stages, computed by cpu on cpu');
    expect(code).toBe(0);
  });

  it('checks each experiment, whatever is wrong with another', async () => {
    const { fcdd } = await createProject({ 'wrong.yaml': 'nmae: wrong\n' });
    const { code, stdout, stderr } = await fcdd('validate', 'absent.yaml', 'wrong.yaml', 'tiny.yaml');
    expect(stdout).toBe('tiny.yaml: tiny is valid, 5 stages\n');
    expect(stderr).toContain('There is no file absent.yaml.');
    expect(stderr).toContain('wrong.yaml:1:1: ');
    expect(code).toBe(2);
  });

  it('tells its version', async () => {
    const { fcdd } = await createProject();
    expect(await fcdd('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('tells errors as events with --json', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('run', 'absent.yaml', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'error',
      message: expect.stringContaining('absent.yaml'),
    });
  });

  it('lists the nets', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('nets');
    expect(code).toBe(0);
    const line = (name: string) => stdout.split('\n').find((line) => line.startsWith(`${name} `));
    expect(line('FCDD_CNN28')?.split(/ {2,}/)).toEqual([
      ...['FCDD_CNN28', 'map', '28x28x1', '3.5 k', '16', 'fcdd', 'CNN28, AE28'],
    ]);
    expect(line('CNN224_VGG_F')?.split(/ {2,}/)).toEqual([
      ...['CNN224_VGG_F', 'vector', '224x224x3', '128.8 M', 'hsc', 'vgg11_bn, partly frozen'],
    ]);
    const listed = JSON.parse((await fcdd('nets', '--json')).stdout) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(nets));
  });

  it('names a stage package that is not built', async () => {
    const { fcdd } = await createProject({
      'pipelines/tiny.yaml': "version: 1\nname: tiny\nstages: { a: { uses: 'tiny-absent' } }\n",
    });
    const { code, stderr } = await fcdd('run', 'tiny.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe(
      "The stage package 'tiny-absent' is not installed.\n  Install it, or correct 'uses' in the pipeline file.\n",
    );
  });
});
