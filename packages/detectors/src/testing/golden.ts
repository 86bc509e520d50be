import type { Tensor } from '@fcdd/tensors';
import { expect } from 'vitest';

/** A tensor of the golden files: a sine over its flat index, row-major in PyTorch's layout. */
export interface Wave {
  shape: number[];
  phase: number;
  scale: number;
  offset?: number;
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

export function expectRelative(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i]! / value - 1)).toBeLessThan(tolerance));
}
