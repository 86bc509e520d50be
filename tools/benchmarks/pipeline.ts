// Measures an experiment of thousands of stages that do almost nothing, so that the cost is our overhead. Debian's
// Snakemake runs a smaller one of the same shape for comparison. Prints a Markdown table.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Cost, measureProcess } from './measured-process.ts';
import { findSnakemake, writeSnakefile } from './pipeline-peer.ts';
import { type Shape, stagesOf, writeProject } from './pipeline-project.ts';

const { values: options } = parseArgs({
  options: {
    /** Numbers of classes, seeds and objectives. */
    size: { type: 'string', default: '20x50x3' },
    /** Size of the experiment that Snakemake runs too. */
    'peer-size': { type: 'string', default: '9x37x1' },
    /** Number of alternating runs of both, whose medians are shown. */
    rounds: { type: 'string', default: '2' },
    jobs: { type: 'string', default: `${os.availableParallelism()}` },
    program: {
      type: 'string',
      default: fileURLToPath(new URL('../../packages/cli/dist/fcdd.js', import.meta.url)),
    },
  },
});

const steps = [
  'plan',
  'first run',
  'plan, nothing to do',
  'run, nothing to do',
  'run, a parameter changed',
] as const;
type Costs = Record<(typeof steps)[number], Cost>;

console.log(`${os.cpus()[0]!.model}, Node ${process.versions.node}, ${options.jobs} jobs at once`);
printRow(['by', 'stages', 'step', 'time, s', 'processor, s', 'memory, MB', 'of all processes, MB']);
printRow(Array.from({ length: 7 }, () => '---'));
const shape = shapeOf(options.size);
print('fcdd', stagesOf(shape), [await measureOurs(shape)]);
await compare(shapeOf(options['peer-size']), Number(options.rounds));

async function compare(shape: Shape, rounds: number): Promise<void> {
  const version = findSnakemake();
  const ours: Costs[] = [];
  const theirs: Costs[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await measureOurs(shape));
    if (version) theirs.push(await measureSnakemake(shape));
  }
  print('fcdd', stagesOf(shape), ours);
  if (version) print(`snakemake ${version}`, stagesOf(shape) + 1, theirs);
  else console.log('\nNo comparison: snakemake is not installed (apt-get install snakemake).');
}

function measureOurs(shape: Shape): Promise<Costs> {
  return inFolder(async (folder) => {
    await writeProject(folder, shape);
    const fcdd = (...given: string[]): Promise<Cost> =>
      measureProcess(process.execPath, [options.program, ...given], folder);
    const run = (...given: string[]): Promise<Cost> =>
      fcdd('run', 'experiment.yaml', '--jobs', options.jobs, ...given);
    return {
      plan: await fcdd('plan', 'experiment.yaml'),
      'first run': await run(),
      'plan, nothing to do': await fcdd('plan', 'experiment.yaml'),
      'run, nothing to do': await run(),
      'run, a parameter changed': await run('--set', 'heatmaps.quantile=0.9'),
    };
  });
}

function measureSnakemake(shape: Shape): Promise<Costs> {
  return inFolder(async (folder) => {
    await writeSnakefile(folder, shape);
    const snakemake = (...given: string[]): Promise<Cost> =>
      measureProcess('snakemake', ['--cores', options.jobs, ...given], folder);
    return {
      plan: await snakemake('--dry-run', '--quiet'),
      'first run': await snakemake(),
      'plan, nothing to do': await snakemake('--dry-run', '--quiet'),
      'run, nothing to do': await snakemake(),
      'run, a parameter changed': await snakemake('--config', 'quantile=0.9'),
    };
  });
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(os.tmpdir(), 'fcdd-pipeline-benchmark-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function shapeOf(size: string): Shape {
  const [classes, seeds, objectives] = size.split('x').map(Number) as [number, number, number];
  return { classes, seeds, objectives };
}

function print(by: string, stages: number, rounds: Costs[]): void {
  for (const step of steps) {
    const median = (part: keyof Cost): number => medianOf(rounds.map((costs) => costs[step][part]));
    const [wall, processor] = [median('wall').toFixed(2), median('processor').toFixed(2)];
    const [memory, all] = [median('memory').toFixed(0), median('allMemory').toFixed(0)];
    printRow([by, `${stages}`, step, wall, processor, memory, all]);
  }
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function printRow(cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
