// Measures training steps and forward passes of several nets, alternating with PyTorch, and prints a Markdown table.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { type Answer, type Contestant, findPython, startOurs, startPyTorch } from './contestant.ts';
import { type Mode, type Workload, workloads } from './workloads.ts';

/** Times of all rounds, and the other values of the last answer. */
type Result = Answer;

const { values: options } = parseArgs({
  options: {
    nets: { type: 'string', default: workloads.map(({ net }) => net).join() },
    modes: { type: 'string', default: 'forward,step' },
    rounds: { type: 'string', default: '8' },
    steps: { type: 'string', default: '2' },
    threads: { type: 'string', default: '2' },
  },
});

/** Number of warm-up steps. The first compiles a graph, and the second is the first with an optimizer state. */
const WARM_UP_STEPS = 3;

const chosen = chooseWorkloads();
const python = findPython();
console.log(`${os.cpus()[0]!.model}, ${os.cpus().length} cores, ${os.type()} ${os.release()}`);
console.log(`${options.threads} threads; medians (fastest) of ${options.rounds} rounds of ${options.steps}`);
if (!python)
  console.log('No comparison: no python3 here has the module torch (Debian: apt-get install python3-torch).');
console.log('\n| net | batch | mode | ours, ms | PyTorch, ms | ratio | ours, MB | PyTorch, MB | ratio |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');

const versions: Record<string, string> = {};
for (const workload of chosen) {
  const contestants = [await startOurs(workload), ...(python ? [startPyTorch(python, workload)] : [])];
  const results = await takeTurns(contestants);
  for (const result of results) Object.assign(versions, result.versions);
  console.log(rowOf(workload, results));
}
console.log(
  `\n${Object.entries(versions)
    .map((entry) => entry.join(' '))
    .join(', ')}`,
);

function chooseWorkloads(): Workload[] {
  const known = workloads.map(({ net }) => net);
  const names = options.nets.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`The net '${unknown}' is unknown. The nets are ${known.join(', ')}.`);
  return workloads
    .filter(({ net }) => names.includes(net))
    .flatMap((workload) =>
      options.modes
        .split(',')
        .map((mode) => ({ ...workload, mode: mode as Mode, threads: Number(options.threads) })),
    );
}

async function takeTurns(contestants: Contestant[]): Promise<Result[]> {
  for (const contestant of contestants) await contestant.run(WARM_UP_STEPS);
  const results: Result[] = [];
  for (let round = 0; round < Number(options.rounds); round++)
    for (const [index, contestant] of contestants.entries()) {
      const answer = await contestant.run(Number(options.steps));
      const earlier = results[index]?.milliseconds ?? [];
      results[index] = { ...answer, milliseconds: [...earlier, ...answer.milliseconds] };
    }
  for (const contestant of contestants) contestant.stop();
  return results;
}

function rowOf({ net, batch, mode }: Workload, results: Result[]): string {
  const [ours, peer] = results as [Result, Result?];
  const cells = [
    ...[net, batch, mode],
    ...[timesOf(ours), peer ? timesOf(peer) : ''],
    peer ? ratio(median(ours.milliseconds), median(peer.milliseconds)) : '',
    ...[ours.peakMegabytes.toFixed(0), peer?.peakMegabytes.toFixed(0) ?? ''],
    peer ? ratio(ours.peakMegabytes, peer.peakMegabytes) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function timesOf({ milliseconds }: Result): string {
  return `${median(milliseconds).toFixed(0)} (${Math.min(...milliseconds).toFixed(0)})`;
}

function ratio(ours: number, peers: number): string {
  return (ours / peers).toFixed(2);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
