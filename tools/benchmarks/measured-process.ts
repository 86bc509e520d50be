import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Resources that a command and all its processes used. */
export interface Cost {
  /** Elapsed time in seconds. */
  wall: number;
  /** Processor time of all processes, in seconds. */
  processor: number;
  /** Peak memory of the command's own process, in megabytes. */
  memory: number;
  /** Peak memory of all processes together, in megabytes. Shared memory counts in each. */
  allMemory: number;
}

const interval = 50;
/** Clock ticks per second in Linux's /proc, on every architecture of Node. */
const ticks = 100;

/**
 * Runs a command to its end and measures it by sampling Linux's /proc.
 * @throws Error with the output of the command, if it fails
 */
export async function measureProcess(command: string, parameters: string[], folder: string): Promise<Cost> {
  const started = performance.now();
  const child = spawn(command, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const cost: Cost = { wall: 0, processor: 0, memory: 0, allMemory: 0 };
  const sample = (): void => addSample(cost, child.pid!);
  const timer = setInterval(sample, interval);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}:\n${printed}`);
  return { ...cost, wall: (performance.now() - started) / 1000 };
}

function addSample(cost: Cost, pid: number): void {
  const processes = familyOf(pid);
  cost.processor = Math.max(cost.processor, processes.map(processorSeconds).reduce(sum, 0));
  cost.memory = Math.max(cost.memory, megabytes(pid, 'VmHWM'));
  cost.allMemory = Math.max(
    cost.allMemory,
    processes.map((member) => megabytes(member, 'VmRSS')).reduce(sum, 0),
  );
}

/** Lists a process and all its descendants. */
function familyOf(pid: number): number[] {
  const children = read(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** Processor time of the process and of its children that have ended. */
function processorSeconds(pid: number): number {
  const fields = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).map(Number).reduce(sum, 0) / ticks;
}

function megabytes(pid: number, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(pid, 'status'))?.[1] ?? 0) / 1024;
}

/** Reads a file of a process; empty if the process has just ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function sum(a: number, b: number): number {
  return a + b;
}
