import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { StageManifest } from '@fcdd/stage';
import { onTestFinished } from 'vitest';

const program = resolve(import.meta.dirname, '../../dist/fcdd.js');

const experiment = `version: 2
name: tiny
pipeline: tiny
dataset: { name: mnist, classes: ['0', '1'] }
detector: { net: FCDD_CNN28 }
training: { epochs: 2, seeds: 2 }
`;

/** The stage of a pipeline that trains each class and seed. */
export const trainStage = `  train:
    uses: tiny-train
    matrix: { class: '\${dataset.classes}', seed: '\${training.seeds}' }
    with: { class: '\${matrix.class}', seed: '\${matrix.seed}', epochs: '\${training.epochs}' }
    results: normal_\${matrix.class}/it_\${matrix.seed}
`;

const pipeline = `version: 1
name: tiny
stages:
${trainStage}  report:
    uses: tiny-report
    needs: { training: train }
    with: { quantile: '\${heatmaps.quantile}' }
    results: .
`;

/** Special numbers of epochs make a training fail or wait. */
const train = `
  context.log.info('Train with ' + parameters.epochs + ' epochs.');
  if (parameters.epochs === 13) throw new Error('The loss became NaN in epoch 13.');
  if (parameters.epochs === 99) { writeFileSync('pid', String(process.pid)); await sleep(9e6, undefined, { signal: context.signal }); }
  context.progress(1, parameters.epochs, { loss: 0.5 });
  write('weights.json', JSON.stringify(parameters));`;

const report = `write('report.html', '<p>' + inputs.training.map((input) => JSON.stringify(input.matrix)) + '</p>');`;

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How stages declare themselves that end a pipeline. */
export const reports = { role: 'reports', costsLittle: true } as const;
export const summarizes = { role: 'summarizes', costsLittle: true } as const;

/** A folder as a user may have it: an experiment, a pipeline, installed stages. */
export interface Project {
  folder: string;
  /** Runs the built program in the folder. */
  fcdd(...args: string[]): Promise<Finished>;
  start(...args: string[]): ChildProcess;
}

export async function createProject(files: Record<string, string> = {}): Promise<Project> {
  if (!existsSync(program)) throw new Error('Build first: node packages/cli/build.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = {
    'tiny.yaml': experiment,
    'pipelines/tiny.yaml': pipeline,
    ...stage('tiny-train', train, {}, { role: 'trains', progressUnit: 'steps' }),
    ...stage('tiny-report', report, { training: { description: '', many: true } }, reports),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const fcdd = async (...args: string[]): Promise<Finished> => finish(start(...args));
  return { folder, fcdd, start };
}

export async function finish(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** The files of an installed stage whose `run` is this code. */
export function stage(
  name: string,
  run: string,
  inputs: Record<string, unknown>,
  declared: Partial<StageManifest> = {},
): Record<string, string> {
  const resources = { threads: 'one', memory: 10 };
  const manifest = {
    name,
    parameters: { type: 'object' },
    inputs,
    outputs: {},
    resources,
    code: run,
    ...declared,
  };
  return {
    [`node_modules/${name}/package.json`]: '{"type": "module"}',
    [`node_modules/${name}/dist/manifest.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/dist/stage.js`]: `
      import { writeFileSync } from 'node:fs';
      import { join } from 'node:path';
      import { setTimeout as sleep } from 'node:timers/promises';
      export const stage = { name: '${name}', async run(context) {
        const { parameters, inputs } = context;
        process.chdir(join(context.settings.dataFolder, '../..'));
        const write = (name, content) => writeFileSync(join(context.outputFolder, name), content);
        ${run}
      } };`,
  };
}
