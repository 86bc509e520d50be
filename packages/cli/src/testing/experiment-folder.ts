import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { hashFile } from '@fcdd/artifacts';
import { type Finished, finish } from './project.ts';

const program = resolve(import.meta.dirname, '../../dist/fcdd.js');

/** A folder with one experiment, `experiment.yaml`, that the built program runs with the real stages. */
export interface ExperimentFolder {
  folder: string;
  /** Runs a command. */
  fcdd(...args: string[]): Promise<Finished>;
  /** Starts a run of the experiment; `observeRun` reads its events. */
  start(...options: string[]): ChildProcess;
  run(...options: string[]): Promise<ObservedRun>;
  /** Returns digests of all files below a results folder, by path. Reports and logs are left out: they contain times. */
  resultsIn(results: string): Promise<Record<string, string>>;
}

export interface ObservedRun {
  code: number | null;
  failures: string[];
  warnings: string[];
  /** Ids of the stages that finished. */
  ran: string[];
}

interface ShownEvent {
  type: string;
  id?: string;
  done?: number;
  total?: number;
}

/**
 * Makes the folder, which the caller removes.
 * @param experiment text of the experiment (YAML)
 */
export async function createExperimentFolder(experiment: string): Promise<ExperimentFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-experiment-'));
  await writeFile(join(folder, 'experiment.yaml'), experiment);
  const fcdd = (...args: string[]): Promise<Finished> =>
    finish(spawn(process.execPath, [program, ...args], { cwd: folder }));
  const start = (...options: string[]): ChildProcess => {
    // One thread: sums of floating-point numbers depend on their order.
    const args = ['run', 'experiment.yaml', '--json', '--offline', '--jobs', '1', '--threads', '1'];
    return spawn(process.execPath, [program, ...args, ...options], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  const run = (...options: string[]): Promise<ObservedRun> => observeRun(start(...options));
  return { folder, fcdd, start, run, resultsIn: (results) => digestsIn(resolve(folder, results)) };
}

export async function observeRun(
  run: ChildProcess,
  onEvent: (event: ShownEvent) => void = () => {},
): Promise<ObservedRun> {
  const exit = once(run, 'exit') as Promise<[number | null]>;
  const outcome: Omit<ObservedRun, 'code'> = { failures: [], warnings: [], ran: [] };
  for await (const line of createInterface({ input: run.stdout! })) {
    const event = JSON.parse(line);
    if (event.type === 'stage-finished') outcome.ran.push(event.id);
    if (event.type === 'stage-failed') outcome.failures.push(event.message);
    if (event.type === 'warning') outcome.warnings.push(event.message);
    onEvent(event);
  }
  return { code: (await exit)[0], ...outcome };
}

/** Lists the names of the stages that ran, without matrix points. */
export const namesOf = ({ ran }: ObservedRun): string[] => ran.map((id) => id.split(' ')[0]!);

async function digestsIn(root: string): Promise<Record<string, string>> {
  const files = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((item) => item.isFile() && !/report\.html$|\.log$|\.jsonl$/.test(item.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  const digests = files.map(async (file) => [relative(root, file), await hashFile(file)] as const);
  return Object.fromEntries(await Promise.all(digests));
}
