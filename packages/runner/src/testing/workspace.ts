import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@fcdd/artifacts';
import { type Rig, createRig } from '@fcdd/rig';
import type { StageGraph, StageManifest, StageNode } from '@fcdd/stage';
import { onTestFinished } from 'vitest';
import {
  type PlannedNode,
  type RunEvent,
  type RunOptions,
  type RunSummary,
  type Selection,
  createLocalExecutor,
  planGraph,
  runGraph,
} from '../index.ts';
import { builtStageHost, testStageModule } from './built.ts';

/** A folder with a store and stage packages of its own. */
export interface Workspace {
  folder: string;
  store: Store;
  options: RunOptions;
  events: RunEvent[];
  /** Holds the processes of stages where they wait at a point. */
  rig: Rig;
  /**
   * Writes the build of a stage package. Each time the stage runs, its id is added to the list of `started`.
   * @param code name of a file of `testing/stages`, without its ending
   */
  defineStage(name: string, code: string, declared?: Partial<StageManifest>): Promise<void>;
  run(graph: StageGraph, options?: Partial<RunOptions>): Promise<RunSummary>;
  plan(graph: StageGraph, selection?: Selection): Promise<PlannedNode[]>;
  /** Names of the stages that have started since the last call, in alphabetical order. */
  started(): Promise<string[]>;
  result(path: string): Promise<string>;
}

async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-runner-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rig = await createRig();
  onTestFinished(() => rig.close());
  const store = await openStore(join(folder, 'store'));
  const events: RunEvent[] = [];
  const options: RunOptions = {
    store,
    resultsFolder: join(folder, 'results'),
    settings: { dataFolder: join(folder, 'data'), offline: true, files: {} },
    stageFolders: [folder],
    executor: createLocalExecutor(await builtStageHost()),
    jobs: 2,
    threads: 2,
    onEvent: (event) => events.push(event),
  };
  const startedFile = join(folder, 'started');
  await writeFile(startedFile, '');

  async function defineStage(
    name: string,
    code: string,
    declared: Partial<StageManifest> = {},
  ): Promise<void> {
    const dist = join(folder, 'node_modules', name, 'dist');
    await mkdir(dist, { recursive: true });
    const manifest: StageManifest = {
      name,
      description: '',
      role: 'prepares',
      parameters: { type: 'object' },
      inputs: {},
      outputs: {},
      resources: { threads: 'one', memory: 10 },
      code,
      versions: { library: '1.2.3' },
      ...declared,
    };
    await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'node_modules', name, 'package.json'), '{"type": "module"}');
    const reports = { startedFile, rig: rig.address };
    const file = join(import.meta.dirname, 'stages', `${code}.ts`);
    await writeFile(join(dist, 'stage.js'), await testStageModule(name, file, reports));
  }

  return {
    folder,
    store,
    options,
    events,
    rig,
    defineStage,
    run: (graph, more) => runGraph(graph, { ...options, ...more }),
    plan: (graph, selection) => planGraph(graph, store, [folder], selection),
    started: async () => {
      const text = await readFile(startedFile, 'utf8');
      await writeFile(startedFile, '');
      return text.split('\n').filter(Boolean).sort();
    },
    result: (path) => readFile(join(folder, 'results/test', path), 'utf8'),
  };
}

export function graphOf(...nodes: StageNode[]): StageGraph {
  return { experiment: 'test', configuration: {}, engine: { backend: 'cpu', device: 'cpu' }, nodes };
}

/** A node of the stage package `uses` that shows its outputs in a folder named like its id. */
export function node(
  id: string,
  uses: string,
  parameters: Record<string, unknown> = {},
  needs: Record<string, string[]> = {},
): StageNode {
  return { id, stage: uses, uses, matrix: { id }, parameters: { id, ...parameters }, needs, results: [id] };
}

/** Two stages: `make` writes its text, `join` joins the texts of its inputs in capitals. */
export async function createTextWorkspace(): Promise<Workspace> {
  const workspace = await createWorkspace();
  await workspace.defineStage('make', 'make', {
    parameters: { type: 'object', properties: { text: { type: 'string', default: 'nothing' } } },
  });
  await workspace.defineStage('join', 'join', {
    parameters: {
      type: 'object',
      properties: { id: {}, glue: { type: 'string', default: ' ' } },
      additionalProperties: false,
    },
    inputs: { parts: { description: '', many: true } },
  });
  return workspace;
}

/** `a` and `b` are made and joined. */
export function textGraph(a: string, b: string, joining: Record<string, unknown> = {}): StageGraph {
  return graphOf(
    node('a', 'make', { text: a }),
    node('b', 'make', { text: b }),
    node('both', 'join', joining, { parts: ['a', 'b'] }),
  );
}
