import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createProject } from '../testing/project.ts';
import { keys, runInTerminal } from '../testing/terminal.ts';

const { enter, down, space, interrupt } = keys;

/** Returns files of grey images, one in each of these folders. */
async function writeImages(folder: string, folders: string[]): Promise<void> {
  for (const name of folders) {
    await mkdir(join(folder, name), { recursive: true });
    const create = { width: 8, height: 8, channels: 3 as const, background: '#808080' };
    await sharp({ create }).toFile(join(folder, name, '1.png'));
  }
}

describe('fcdd init with options', () => {
  it('writes a valid experiment with comments, and says what comes next', async () => {
    const { folder, fcdd } = await createProject();
    const args = [
      '--dataset',
      'fmnist',
      '--classes',
      't-shirt/top,ankle boot',
      '--anomalies',
      'mnist',
      '--yes',
    ];
    const { code, stdout, stderr } = await fcdd('init', 'first.yaml', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^\nfirst\.yaml: 2 trainings of 10 epochs, roughly \d+ min on .*\n {2}fcdd plan first\.yaml/,
    );
    const text = await readFile(join(folder, 'first.yaml'), 'utf8');
    const schema = resolve(import.meta.dirname, '../../../../schemas/experiment.schema.json');
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${relative(folder, schema)}`);
    expect(text).toContain("classes: [t-shirt/top, 'ankle boot'] # each is nominal in turn");
    expect((await fcdd('validate', 'first.yaml')).stdout).toContain('first is valid');
  });

  it('says what it finds in a folder of own images, whatever its classes are called', async () => {
    const { folder, fcdd } = await createProject();
    const classes = ["#1: it's {odd}", 'null', 'plain'];
    const kinds = ['train/C/normal', 'train/C/anomalous', 'test/C/normal', 'test/C/anomalous'];
    await writeImages(
      join(folder, 'my images'),
      classes.flatMap((name) => kinds.map((kind) => kind.replace('C', name))),
    );
    await mkdir(join(folder, 'configs'));
    const args = ['--dataset', 'custom', '--path', 'my images', '--anomalies', 'other', '--yes'];
    const { stdout, stderr } = await fcdd('init', ...args);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toContain(
      "Found 3 classes: #1: it's {odd}, null, plain. Each is tested against its own anomalous images.",
    );
    expect(stdout).toContain('6 training and 6 test images; no ground-truth maps in test_maps.');
    expect(await readFile(join(folder, 'configs/mine.yaml'), 'utf8')).toContain("path: '../my images'");
    const some = await fcdd('init', 'configs/odd.yaml', ...args, '--classes', "#1: it's {odd},null");
    expect(some).toMatchObject({ code: 0, stderr: '' });
    const { stdout: checked } = await fcdd('validate', 'configs/mine.yaml', 'configs/odd.yaml');
    expect(checked).toMatch(/mine is valid[^]*odd is valid/);
  });

  it.each([
    [['tiny.yaml', '--yes'], 'tiny.yaml already exists.'],
    [['new.txt', '--yes'], 'An experiment file cannot be called new.txt.'],
    [['absent/new.yaml', '--yes'], 'There is no folder absent.'],
    [['new.yaml'], 'Questions need a terminal.\n  Give --yes'],
    [
      ['new.yaml', '--yes', '--dataset', 'mnits'],
      "--dataset cannot be 'mnits' here.\n  Did you mean 'mnist'?",
    ],
    [['new.yaml', '--yes', '--classes', '1,11'], "--classes cannot be '11' here."],
    [['new.yaml', '--yes', '--anomalies', 'mnist'], "--anomalies cannot be 'mnist' here."],
    [['new.yaml', '--yes', '--net', 'FCDD_CNN32'], "--net cannot be 'FCDD_CNN32' here."],
    [['new.yaml', '--yes', '--path', '.'], '--path is for images of your own, not for mnist.'],
    [['new.yaml', '--yes', '--dataset', 'custom'], 'The folder of your images is not given.'],
    [
      ['new.yaml', '--yes', '--dataset', 'custom', '--path', 'pipelines'],
      'There is no folder pipelines/train.',
    ],
    [['new.yaml', '--yes', '--anomalies', 'folder'], 'The folder of anomalous training images'],
  ])('refuses %j, and leaves everything as it is', async (args, message) => {
    const { folder, fcdd } = await createProject();
    const before = await readFile(join(folder, 'tiny.yaml'), 'utf8');
    const { code, stderr } = await fcdd('init', ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'new.yaml'))).toBe(false);
    expect(await readFile(join(folder, 'tiny.yaml'), 'utf8')).toBe(before);
  });
});

it('leaves nothing where the disk is full', async (context) => {
  const { folder, fcdd } = await createProject();
  const disk = join(folder, 'disk');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return context.skip('only root can mount a small disk');
  }
  try {
    execFileSync('sh', ['-c', `head -c 2000000 /dev/zero > '${disk}/ballast' || true`], { stdio: 'ignore' });
    const { code, stderr } = await fcdd('init', 'disk/new.yaml', '--yes');
    expect(stderr).toContain('disk/new.yaml cannot be written.');
    expect(code).toBe(2);
    expect(await readdir(disk)).toEqual(['ballast']);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

describe('fcdd init in a terminal', () => {
  it('asks only what fits, and writes what was chosen', async () => {
    const { folder, fcdd } = await createProject();
    const { code, screen, unanswered } = await runInTerminal(
      folder,
      ['init'],
      [
        ['Which file should be written?', `first.yaml${enter}`],
        ['Which images?', down + enter],
        ['Which classes are normal, each in turn?', space + enter],
        ['Which images are anomalies in training?', enter],
        ['Which net?', enter],
        ['How much training?', down + enter],
      ],
    );
    expect(unanswered).toEqual([]);
    expect(code).toBe(0);
    expect(screen).toContain('as in the paper: 400 epochs, 5 seeds');
    expect(screen).not.toContain('AE28');
    const text = await readFile(join(folder, 'first.yaml'), 'utf8');
    expect(text).toContain('name: fmnist');
    expect(text).toContain('source: cifar100');
    expect(text).not.toContain('t-shirt/top, trouser');
    expect(text).toContain('classes: [trouser, pullover');
    expect(text).toContain('epochs: 400');
    expect((await fcdd('validate', 'first.yaml')).code).toBe(0);
  });

  it('asks for another folder where one has no images, and says why', async () => {
    const { folder } = await createProject();
    await writeImages(join(folder, 'images'), ['train/a', 'train/b', 'test/a', 'test/b']);
    const { code, screen } = await runInTerminal(
      folder,
      ['init', 'own.yaml', '--dataset', 'custom', '--effort', 'quick'],
      [
        ['Which folder has your images?', `pipelines${enter}`],
        ['There is no folder pipelines/train', `${'\b'.repeat(9)}images${enter}`],
        ['Which classes are normal', enter],
        ['Which images are anomalies in training?', enter],
        ['Which net?', enter],
      ],
    );
    expect(screen).toContain('Found 2 classes: a, b. Each is tested against the other classes.');
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'own.yaml'), 'utf8')).toContain('path: ./images');
  });

  it('leaves nothing behind after Ctrl-C', async () => {
    const { folder } = await createProject();
    const before = await readdir(folder);
    const { code, screen } = await runInTerminal(
      folder,
      ['init', 'first.yaml'],
      [
        ['Which images?', enter],
        ['Which classes are normal', interrupt],
      ],
    );
    expect(code).toBe(130);
    expect(screen).not.toContain('should not happen');
    expect(await readdir(folder)).toEqual(before);
  });
});
