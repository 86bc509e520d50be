import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { jobScript, sbatchOptions } from './script.ts';

it('options of sbatch are one argument each, whatever is in them', () => {
  const shape = { partition: 'a b; rm -rf /', time: '90s', gpus: 'a100:2', threads: 4, declaredMemory: 10.5 };
  expect(sbatchOptions('fcdd-train-1', 3, shape, '/store/100%')).toEqual([
    '--job-name=fcdd-train-1',
    '--array=0-2',
    '--partition=a b; rm -rf /',
    '--mem=11M',
    '--nodes=1',
    '--ntasks=1',
    '--cpus-per-task=4',
    '--time=2',
    '--gres=gpu:a100:2',
    '--requeue',
    '--open-mode=append',
    '--output=/store/100%%/%a.txt',
  ]);
});

it('a limit of time that is not the profile’s leaves the stage time to notice', () => {
  expect(sbatchOptions('n', 1, { declaredMemory: 1, timeout: 90 }, '/o')).toContain('--time=4');
});

it('the script runs the command of its index in the array, quoting what is quoted, after the set-up', async () => {
  const folder = await mkdtemp(join(tmpdir(), "fcdd 'script' $HOME-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const tasks = [0, 1].map((index) => ({ folder, logFile: join(folder, `${index}.log`) }));
  const run = (command: string[]): void => {
    const text = jobScript({ setup: ['export WORD=set'] }, 'fcdd-a-1', command, tasks);
    execFileSync('bash', ['-c', text], { env: { ...process.env, SLURM_ARRAY_TASK_ID: '1' } });
  };
  run(['sh', '-c', 'echo "$WORD $0 $1"']);
  expect(await readFile(tasks[1]!.logFile, 'utf8')).toBe(`set ${folder} fcdd-a-1/1\n`);
});

it('modules are loaded in a login shell, and one that is missing ends the job', () => {
  const script = jobScript({ modules: ['node/20', "it's"] }, 'n', ['true'], []);
  expect(script.startsWith('#!/bin/bash -l\n')).toBe(true);
  expect(script).toContain("module load 'node/20' || exit 202\nmodule load 'it'\\''s' || exit 202\n");
});
