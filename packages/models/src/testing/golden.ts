import type { Tensor } from '@fcdd/tensors';
import { expect } from 'vitest';
import cnn28 from '../golden/net-FCDD_CNN28.json' with { type: 'json' };
import cnn28Wide from '../golden/net-FCDD_CNN28_W.json' with { type: 'json' };

/** What the original implementation computed for a net. */
export const goldenNets = [cnn28, cnn28Wide];
export type GoldenNet = (typeof goldenNets)[number];

/** A tensor of the golden files: a sine over its flat index, row-major in PyTorch's layout. */
export interface Wave {
  shape: number[];
  phase: number;
  scale: number;
  offset?: number;
}

/** Some elements of a tensor by flat index. */
interface Summary {
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
): void {
  expect(actual.length).toBe(numel);
  const errors = index.map((place, i) => Math.abs(actual[place]! - value[i]!));
  expect(Math.max(...errors) / absmax).toBeLessThan(tolerance);
}

export function expectRelative(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i]! / value - 1)).toBeLessThan(tolerance));
}
