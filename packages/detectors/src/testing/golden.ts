import type { Tensor } from '@fcdd/tensors';
import { expect } from 'vitest';
import ae28 from '../golden/net-AE28.json' with { type: 'json' };
import ae32 from '../golden/net-AE32.json' with { type: 'json' };
import cnn28 from '../golden/net-CNN28.json' with { type: 'json' };
import cnn32 from '../golden/net-CNN32.json' with { type: 'json' };
import fcdd28 from '../golden/net-FCDD_CNN28.json' with { type: 'json' };
import fcdd28Wide from '../golden/net-FCDD_CNN28_W.json' with { type: 'json' };
import fcdd32Wide from '../golden/net-FCDD_CNN32_LW3K.json' with { type: 'json' };
import fcdd32Small from '../golden/net-FCDD_CNN32_S.json' with { type: 'json' };
import fcdd224 from '../golden/net-FCDD_CNN224.json' with { type: 'json' };
import fcdd224Vgg from '../golden/net-FCDD_CNN224_VGG_NOPT.json' with { type: 'json' };

/** What the original implementation computed for a net. Images are [count, channels, height, width]. */
export interface GoldenNet {
  net: string;
  objective: string;
  input: Wave;
  /** 0: nominal, 1: anomalous. */
  labels: number[];
  parameters: (Wave & { name: string })[];
  train_output: Summary;
  train_output_shape: number[];
  gradients: Record<string, Summary>;
  sgd: GoldenSteps;
  adam: GoldenSteps;
  running_stats_after: Record<string, Summary>;
  eval_scores: number[];
  eval_output: Summary;
  upsampled_std_None?: Summary;
  'upsampled_std_1.2'?: Summary;
  'upsampled_std_8.0'?: Summary;
  gradient_heatmap?: Summary;
}

interface GoldenSteps {
  learning_rate: number;
  weight_decay: number;
  /** One after the other, from the given parameters. */
  losses: number[];
}

export const goldenNets: GoldenNet[] = [
  ...[ae28, ae32, cnn28, cnn32, fcdd28, fcdd28Wide, fcdd32Wide, fcdd32Small],
  ...[fcdd224, fcdd224Vgg],
];

/** A tensor of the golden files: a sine over its flat index, row-major in PyTorch's layout. */
export interface Wave {
  shape: number[];
  phase: number;
  scale: number;
  offset?: number;
}

/** Some elements of a tensor by flat index. */
export interface Summary {
  numel: number;
  absmax: number;
  index: number[];
  value: number[];
}

export function fromWave({ shape, phase, scale, offset = 0 }: Wave): Tensor<Float32Array> {
  const length = shape.reduce((product, size) => product * size, 1);
  const data = Float32Array.from({ length }, (_, i) => offset + scale * Math.sin(0.37 * i + 1.7 * phase));
  return { shape, data };
}

/** [count, height, width, channels] of [count, channels, height, width]. */
export function channelsLast({ shape, data }: Tensor<Float32Array>): Float32Array {
  const [count, channels, height, width] = shape as [number, number, number, number];
  const area = height * width;
  const images = new Float32Array(data.length);
  for (let n = 0; n < count; n++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < area; p++)
        images[(n * area + p) * channels + c] = data[(n * channels + c) * area + p]!;
  return images;
}

/** The state that a golden net starts from: its parameters as given, its running statistics fresh. */
export function startState(golden: GoldenNet): Record<string, Tensor> {
  const fresh = Object.entries(golden.running_stats_after).map(([name, { numel }]): [string, Tensor] => [
    name,
    { shape: [numel], data: new Float32Array(numel).fill(name.endsWith('var') ? 1 : 0) },
  ]);
  return { ...parametersOf(golden), ...Object.fromEntries(fresh) };
}

export function parametersOf({ parameters }: GoldenNet): Record<string, Tensor> {
  return Object.fromEntries(parameters.map((wave) => [wave.name, fromWave(wave)]));
}

/** Within the tolerance, relative to the largest value of the tensor. */
export function expectSummary(
  actual: ArrayLike<number>,
  { numel, absmax, index, value }: Summary,
  tolerance: number,
  label = 'difference',
): void {
  expect(actual.length).toBe(numel);
  const errors = index.map((place, i) => Math.abs(actual[place]! - value[i]!));
  expect(Math.max(...errors) / absmax, label).toBeLessThan(tolerance);
}

export function expectRelative(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i]! / value - 1)).toBeLessThan(tolerance));
}
