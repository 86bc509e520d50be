// Times one training step of FCDD_CNN28_W (forward, backward, Nesterov SGD with weight decay) beside PyTorch's, in turns.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a contestant answers to a request for some steps. */
interface Answer {
  milliseconds: number[];
  peakMegabytes: number;
  versions: Record<string, string>;
}

const { values: options } = parseArgs({
  options: {
    batch: { type: 'string', default: '128' },
    rounds: { type: 'string', default: '8' },
    steps: { type: 'string', default: '4' },
    threads: { type: 'string', default: '2' },
  },
});

const WARM_UP_STEPS = 3;

console.log(`FCDD_CNN28_W, batch ${options.batch}, ${options.threads} threads`);
console.log(`${os.cpus()[0]!.model}, ${os.cpus().length} cores, ${os.type()} ${os.release()}\n`);

const contestants = [startOwn(), startPeer()].filter((contestant) => contestant !== undefined);
for (const contestant of contestants) await contestant.run(WARM_UP_STEPS);
const results = new Map<(typeof contestants)[number], Answer>();
for (let round = 0; round < Number(options.rounds); round++) {
  for (const contestant of contestants) {
    const answer = await contestant.run(Number(options.steps));
    const milliseconds = [...(results.get(contestant)?.milliseconds ?? []), ...answer.milliseconds];
    results.set(contestant, { ...answer, milliseconds });
  }
}
for (const contestant of contestants) contestant.stop();

for (const [{ name }, { milliseconds, peakMegabytes, versions }] of results) {
  const library = Object.entries(versions).map((entry) => entry.join(' '));
  const [fastest, middle] = [Math.min(...milliseconds), median(milliseconds)].map((time) => time.toFixed(0));
  console.log(
    `${name.padEnd(8)} median ${middle} ms, fastest ${fastest} ms, over ${milliseconds.length} steps`,
  );
  console.log(`         peak memory ${peakMegabytes.toFixed(0)} MB, ${library.join(', ')}`);
}
const [own, peer] = [...results.values()];
if (own && peer)
  console.log(
    `\nratio    ${(median(own.milliseconds) / median(peer.milliseconds)).toFixed(2)} (ours / PyTorch)`,
  );

function startOwn() {
  return start('ours', process.execPath, ['--import', 'tsx', fileOf('./training-own.ts')]);
}

function startPeer() {
  const python = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import torch']).status === 0,
  );
  if (python) return start('PyTorch', python, [fileOf('./training-peer.py')]);
  console.log(
    'PyTorch is skipped: no python3 here has the module torch (Debian: apt-get install python3-torch).',
  );
  return undefined;
}

/** A process that runs as many steps as a line of its input says, and answers with a line of JSON. */
function start(name: string, command: string, parameters: string[]) {
  const settings = [options.batch, options.threads];
  const child: ChildProcess = spawn(command, [...parameters, ...settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    name,
    async run(steps: number): Promise<Answer> {
      child.stdin!.write(`${steps}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`The process of '${name}' ended before it answered.`);
      return JSON.parse(value) as Answer;
    },
    stop: () => child.stdin!.end(),
  };
}

function fileOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
