import type { Tensor } from '@fcdd/tensors';

/**
 * Values that look random and are the same in every language: offset + scale * u, with u in -1..1 from the fractional
 * parts of squares times the golden ratio. Unlike waves they have no ties in max pooling.
 */
export function noise(shape: number[], phase: number, scale: number, offset = 0): Tensor<Float32Array> {
  const length = shape.reduce((product, size) => product * size, 1);
  const data = Float32Array.from({ length }, (_, i) => {
    const value = (i + 1) * (i + 1) * 0.6180339887498949 + phase * 0.7548776662466927;
    return offset + scale * (2 * (value - Math.floor(value)) - 1);
  });
  return { shape, data };
}

/** Noise for each tensor of a net: weights of a size that keeps values as large as they are, norms of both signs. */
export function noisyState(shapes: Record<string, { shape: number[] }>): Record<string, Tensor> {
  const entries = Object.entries(shapes).map(([name, { shape }]) => [name, noiseFor(name, shape)]);
  return Object.fromEntries(entries) as Record<string, Tensor>;
}

function noiseFor(name: string, shape: number[]): Tensor<Float32Array> {
  const phase = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  if (name.endsWith('running_var')) return noise(shape, phase, 0.5, 1);
  if (shape.length === 1)
    return name.endsWith('weight') ? noise(shape, phase, 1, 0.5) : noise(shape, phase, 0.1);
  const fanIn = shape.slice(1).reduce((product, length) => product * length, 1);
  return noise(shape, phase, Math.sqrt(6 / fanIn));
}
