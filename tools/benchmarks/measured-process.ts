import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What a command and all processes that it started took. */
export interface Cost {
  /** Seconds. */
  wall: number;
  /** Seconds of the processor, in all processes. */
  processor: number;
  /** Peak megabytes of the command's own process. */
  memory: number;
  /** Peak megabytes of all processes together; what they share counts in each. */
  allMemory: number;
}

const interval = 50;
/** Clock ticks a second in Linux's /proc, on every architecture that Node runs on. */
const ticks = 100;

/**
 * Runs a command to its end and measures it, by samples of Linux's /proc.
 * @throws Error with what the command printed, if it fails
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

/** A process and all that descend from it. */
function familyOf(pid: number): number[] {
  const children = read(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** Of the process and of those of its children that have ended. */
function processorSeconds(pid: number): number {
  const fields = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).map(Number).reduce(sum, 0) / ticks;
}

function megabytes(pid: number, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(pid, 'status'))?.[1] ?? 0) / 1024;
}

/** Nothing where the process has just ended. */
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
