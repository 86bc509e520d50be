import { type JobOptions, minutesOf, numberOfGpus } from './profile.ts';

/** Options that the jobs of one array share. */
export interface JobShape extends JobOptions {
  /** Megabytes, where the profile does not say. */
  declaredMemory: number;
  /** Seconds that the stage may take, where that is limited. */
  timeout?: number;
}

/** Time that Slurm grants beyond the stage's, so that the stage notices first and saves: minutes. */
const SPARE = 2;

/** Options of sbatch. All values are arguments of their own: no shell reads them. */
export function sbatchOptions(name: string, count: number, shape: JobShape, outputs: string): string[] {
  const { partition, account, qos, constraint, memory, threads = 1, gpus } = shape;
  const given = { partition, account, qos, constraint };
  return [
    `--job-name=${name}`,
    `--array=0-${count - 1}`,
    ...Object.entries(given).flatMap(([option, value]) =>
      value === undefined ? [] : `--${option}=${value}`,
    ),
    `--mem=${memory ?? `${Math.ceil(shape.declaredMemory)}M`}`,
    '--nodes=1',
    '--ntasks=1',
    `--cpus-per-task=${threads}`,
    ...timeOption(shape),
    ...(numberOfGpus(gpus) > 0 ? [`--gres=gpu:${gpus}`] : []),
    '--requeue',
    '--open-mode=append',
    `--output=${outputs.replaceAll('%', '%%')}/%a.txt`,
  ];
}

function timeOption({ time, timeout }: JobShape): string[] {
  if (time !== undefined) return [`--time=${minutesOf(time)}`];
  return timeout === undefined ? [] : [`--time=${Math.ceil(timeout / 60) + SPARE}`];
}

/**
 * The script of an array of jobs: each does what the folder at its index says.
 * @param command that hosts the stage; the folder and the key of the job follow
 * @param tasks folder and log file of each
 */
export function jobScript(
  { modules = [], setup = [] }: JobOptions,
  name: string,
  command: string[],
  tasks: { folder: string; logFile: string }[],
): string {
  // Only a login shell is sure to know `module`.
  return `#!/bin/bash${modules.length > 0 ? ' -l' : ''}
folders=(${quoteAll(tasks.map(({ folder }) => folder))})
logs=(${quoteAll(tasks.map(({ logFile }) => logFile))})
folder="\${folders[$SLURM_ARRAY_TASK_ID]}"
if ! [ -d "$folder" ]; then
  echo "fcdd: $(hostname) does not see the folder $folder"
  exit ${exitCodes.unseen}
fi
exec >>"\${logs[$SLURM_ARRAY_TASK_ID]}" 2>&1 || exit ${exitCodes.unseen}
${modules.map((module) => `module load ${quote(module)} || exit ${exitCodes.setup}\n`).join('')}${setup.join('\n')}
exec ${quoteAll(command)} "$folder" ${quote(name)}"/$SLURM_ARRAY_TASK_ID"
`;
}

/** Exit codes of the script itself. Neither Node nor a shell uses them. */
export const exitCodes = { unseen: 201, setup: 202 } as const;

function quoteAll(words: string[]): string {
  return words.map(quote).join(' ');
}

/** Quotes a word for a shell, whatever characters it has. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
