import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stageNodeOptions } from '@fcdd/stage';
import { bundle } from '../build/bundle.mjs';
import type { Workload } from './workloads.ts';

/** One side of a comparison: a process of its own that does the work as often as it is asked to. */
export interface Contestant {
  run(times: number): Promise<Answer>;
  stop(): void;
}

/** What a contestant answers to one request. */
export interface Answer {
  milliseconds: number[];
  /** Of the process since it began. */
  peakMegabytes: number;
  versions: Record<string, string>;
}

/** Runs as it does for users: a loader of TypeScript and its source maps would take 80 MB beside it. */
export async function startOurs(workload: Workload): Promise<Contestant> {
  const outfile = fileOf('../dist/training-own.js');
  await bundle({ entry: fileOf('./training-own.ts'), outfile });
  return start(process.execPath, [...stageNodeOptions, outfile], workload);
}

/** @param python as `findPython` gives it */
export function startPyTorch(python: string, workload: Workload): Contestant {
  return start(python, [fileOf('./training-peer.py')], workload);
}

/** A Python that has PyTorch; undefined where there is none. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import torch']).status === 0,
  );
}

/** A process that does as much as a line of its input says, and answers with a line of JSON. */
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
