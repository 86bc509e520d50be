// Our side of training.ts: runs as many steps as each line of its input says and answers with their durations.
import { createInterface } from 'node:readline';
import { resolveEngine, startEngine } from '@fcdd/engine';
import { createNet, createObjective, createTrainer } from '@fcdd/models';
import { createRandom } from '@fcdd/random';

const [count, threads] = process.argv.slice(2).map(Number) as [number, number];
const { versions } = await startEngine(resolveEngine(), { threads });
const random = createRandom('benchmark');
const trainer = createTrainer({
  net: createNet('FCDD_CNN28_W', { bias: true, random }),
  objective: createObjective('fcdd'),
  optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 },
  schedule: { type: 'exponential', factor: 0.98 },
  random,
});
const images = Float32Array.from({ length: count * 28 * 28 }, () => random.normal());
const labels = Uint8Array.from({ length: count }, () => random.integer(2));

for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let step = 0; step < Number(line); step++) {
    const start = performance.now();
    await trainer.trainEpoch(0, [{ images, labels, count }]);
    milliseconds.push(performance.now() - start);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMegabytes, versions }));
}
