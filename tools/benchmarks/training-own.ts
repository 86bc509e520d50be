// Our side of training.ts: does the work of each line of its input and answers with the durations.
import { createInterface } from 'node:readline';
import { resolveEngine, startEngine } from '@fcdd/engine';
import { createNet } from '@fcdd/nets';
import { objectiveFor } from '@fcdd/detectors/testing/objective-for';
import { createTrainer } from '@fcdd/fitting';
import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import type { Workload } from './workloads.ts';

const workload = JSON.parse(process.argv[2]!) as Workload;
const { versions } = await startEngine(resolveEngine(), { threads: workload.threads });
const random = createRandom('benchmark');
const net = createNet(workload.net, { bias: true, random });
const objective = objectiveFor(workload.net);
const trainer = createTrainer({
  net,
  loss: objective,
  optimizer: workload.optimizer,
  schedule: { type: 'exponential', factor: 0.98 },
  random,
});
const count = workload.batch;
const pixels = net.inputShape.reduce((product, extent) => product * extent, count);
const images = Float32Array.from({ length: pixels }, () => random.normal());
const labels = Uint8Array.from({ length: count }, () => random.integer(2));
const work = {
  step: () => trainer.trainEpoch(0, [{ images, labels, count }]),
  forward: scoreBatch,
}[workload.mode];

/** Computes scores without the maps that explain them, since those of hsc take a backward pass. */
async function scoreBatch(): Promise<void> {
  const scores = tf.tidy(() => {
    const batch = tf.tensor4d(images, [count, ...net.inputShape]);
    return objective.scores(net.forward(batch, { training: false }), batch);
  });
  await scores.data();
  scores.dispose();
}

for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let time = 0; time < Number(line); time++) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMegabytes, versions }));
}
