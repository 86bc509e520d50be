import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stageNodeOptions } from '@fcdd/stage';
import { bundle } from '../build/bundle.mjs';
import type { Workload } from './workloads.ts';

/** One side of a comparison: a process that repeats the work on request. */
export interface Contestant {
  run(times: number): Promise<Answer>;
  stop(): void;
}

/** Answer of a contestant to one request. */
export interface Answer {
  milliseconds: number[];
  /** Peak memory of the process since it began. */
  peakMegabytes: number;
  versions: Record<string, string>;
}

/** Starts our side as users run it, bundled, because a TypeScript loader and its source maps would take 80 MB. */
export async function startOurs(workload: Workload): Promise<Contestant> {
  const outfile = fileOf('../dist/training-own.js');
  await bundle({ entry: fileOf('./training-own.ts'), outfile });
  return start(process.execPath, [...stageNodeOptions, outfile], workload);
}

/** @param python the result of `findPython` */
export function startPyTorch(python: string, workload: Workload): Contestant {
  return start(python, [fileOf('./training-peer.py')], workload);
}

/** Finds a Python that has PyTorch; undefined if there is none. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import torch']).status === 0,
  );
}

/** Starts a process that does the work in each line of its input, and answers with a line of JSON. */
function start(command: string, parameters: string[], workload: Workload): Contestant {
  const child: ChildProcess = spawn(command, [...parameters, JSON.stringify(workload)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    async run(times) {
      child.stdin!.write(`${times}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`'${command}' ended before it answered for ${workload.net}.`);
      return JSON.parse(value) as Answer;
    },
    stop: () => child.stdin!.end(),
  };
}

function fileOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
