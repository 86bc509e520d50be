import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Rig, createRig } from '@fcdd/rig';
import { testStageModule } from '@fcdd/runner/testing/stages';
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

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A stage of a project as its package declares it. */
export interface ProjectStage extends Partial<StageManifest> {
  /** Name of a file of `testing/stages`, without its ending. */
  code: string;
}

const stages: Record<string, ProjectStage> = {
  'tiny-train': { code: 'train', role: 'trains', progressUnit: 'steps' },
  'tiny-report': {
    code: 'report-points',
    role: 'reports',
    costsLittle: true,
    inputs: { training: { description: '', many: true } },
  },
};

/** A folder as a user may have it: an experiment, a pipeline, installed stages. */
export interface Project {
  folder: string;
  /** Holds the processes of stages where they wait at a point. */
  rig: Rig;
  /** Runs the built program in it. */
  fcdd(...args: string[]): Promise<Finished>;
  start(...args: string[]): ChildProcess;
}

/**
 * @param files their contents by path, besides those that each project has
 * @param more stages by the names of their packages
 */
export async function createProject(
  files: Record<string, string> = {},
  more: Record<string, ProjectStage> = {},
): Promise<Project> {
  if (!existsSync(program)) throw new Error('Build first: node packages/cli/build.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rig = await createRig();
  onTestFinished(() => rig.close());
  const installed = Object.entries({ ...stages, ...more }).map(([name, stage]) =>
    filesOfStage(name, stage, rig),
  );
  const all = {
    'tiny.yaml': experiment,
    'pipelines/tiny.yaml': pipeline,
    ...Object.assign({}, ...(await Promise.all(installed))),
    ...files,
  };
  for (const [path, content] of Object.entries<string>(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const fcdd = async (...args: string[]): Promise<Finished> => finish(start(...args));
  return { folder, rig, fcdd, start };
}

async function filesOfStage(name: string, stage: ProjectStage, rig: Rig): Promise<Record<string, string>> {
  const manifest = {
    name,
    parameters: { type: 'object' },
    inputs: {},
    outputs: {},
    resources: { threads: 'one', memory: 10 },
    ...stage,
  };
  const file = join(import.meta.dirname, 'stages', `${stage.code}.ts`);
  return {
    [`node_modules/${name}/package.json`]: '{"type": "module"}',
    [`node_modules/${name}/dist/manifest.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/dist/stage.js`]: await testStageModule(name, file, { rig: rig.address }),
  };
}

export async function finish(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
