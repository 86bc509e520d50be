import type { Tensor } from '@fcdd/tensors';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainingBatch } from '@fcdd/fitting';
import exactNets from './golden/exact-nets.json' with { type: 'json' };
import { type Net, createNet } from '@fcdd/nets';
import { objectiveFor } from './testing/objective-for.ts';
import { nets } from '@fcdd/nets/catalogue';
import { useBackend } from '@fcdd/nets/testing/backends';
import { type Summary, channelsLast, expectSummary } from './testing/golden.ts';
import { evaluatedOutput, trainingGradients } from './testing/net-values.ts';

// What the original implementation computes in double precision, for values that are no waves: these have no ties in max
// pooling, so that rounding does not change much.

interface ExactNet {
  net: string;
  objective: string;
  bias: boolean;
  count: number;
  /** In training. Labels are 0, 1, 0, 1, ... */
  output: Summary;
  /** Without those that are zero but for rounding. */
  gradients: Record<string, Summary>;
  /** After one batch. */
  running_stats: Record<string, Summary>;
  /** In evaluation, after that batch. */
  evaluated: Summary;
}

const tolerance = 1e-3;
/** Some maxima of pooling change places by rounding after all. */
const gradientTolerance = 1e-2;

describe.each(exactNets as unknown as ExactNet[])('$net', (exact) => {
  beforeAll(() => useBackend('onnxruntime'));

  it('computes what the original computes in double precision', async () => {
    const net = createNet(exact.net, { bias: exact.bias });
    const fresh = await net.state();
    net.load({ ...fresh, ...noisyParameters(net) });
    const batch = batchFor(exact);
    const objective = objectiveFor(exact.net);

    const { output, ...gradients } = await trainingGradients(net, objective, batch);
    expectSummary(output!, exact.output, tolerance, 'output');
    expect(Object.keys(gradients).sort()).toEqual(Object.keys(exact.gradients).sort());
    for (const [name, summary] of Object.entries(exact.gradients))
      expectSummary(gradients[name]!, summary, gradientTolerance, name);
    const state = await net.state();
    for (const [name, summary] of Object.entries(exact.running_stats))
      expectSummary(state[name]!.data, summary, tolerance, name);
    expectSummary(await evaluatedOutput(net, batch), exact.evaluated, tolerance, 'evaluated');
    net.dispose();
  });
});

function batchFor({ net, count }: ExactNet): TrainingBatch {
  const [height, width, channels] = nets[net]!.inputShape;
  const images = noise([count, channels, height, width], 0, 1.7);
  return {
    images: channelsLast(images),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  };
}

/** Weights of the size that keeps values as large as they are; batch norms with scales of both signs. */
function noisyParameters({ trainable }: Net): Record<string, Tensor> {
  const noisy = trainable.map(({ name, shape }): [string, Tensor] => {
    const phase = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    if (shape.length === 1)
      return [name, name.endsWith('weight') ? noise(shape, phase, 1, 0.5) : noise(shape, phase, 0.1)];
    const fanIn = shape.slice(1).reduce((product, length) => product * length, 1);
    return [name, noise(shape, phase, Math.sqrt(6 / fanIn))];
  });
  return Object.fromEntries(noisy);
}

/** offset + scale * u with u in -1..1 from fractional parts of squares times the golden ratio. */
function noise(shape: number[], phase: number, scale: number, offset = 0): Tensor<Float32Array> {
  const length = shape.reduce((product, size) => product * size, 1);
  const data = Float32Array.from({ length }, (_, i) => {
    const value = (i + 1) * (i + 1) * 0.6180339887498949 + phase * 0.7548776662466927;
    return offset + scale * (2 * (value - Math.floor(value)) - 1);
  });
  return { shape, data };
}
