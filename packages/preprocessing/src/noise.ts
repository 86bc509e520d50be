import type { RandomSource } from '@fcdd/random';
import type { Noise } from './steps.ts';

/** Adds noise to images of values in 0..1, in place. */
export function createNoise({
  deviation,
  relative,
  probability,
  clamped,
}: Noise): (values: Float32Array, random: RandomSource) => void {
  return (values, random) => {
    if (probability < 1 && random.uniform() >= probability) return;
    addNormal(values, relative ? deviation * standardDeviationOf(values) : deviation, random);
    if (clamped) clamp(values);
  };
}

// Box and Muller's transform of two uniform numbers of 16 bits each, from tables: an image has as many values as a
// training step has time for.
const steps = 1 << 16;
const radii = Float32Array.from({ length: steps }, (_, i) => Math.sqrt(-2 * Math.log((i + 0.5) / steps)));
const cosines = Float32Array.from({ length: steps }, (_, i) => Math.cos((2 * Math.PI * (i + 0.5)) / steps));
const quarterTurn = steps / 4;

function addNormal(values: Float32Array, deviation: number, random: RandomSource): void {
  for (let i = 0; i < values.length; i += 2) {
    const bits = random.uniform() * 2 ** 32;
    const radius = deviation * radii[bits >>> 16]!;
    const angle = bits & (steps - 1);
    values[i]! += radius * cosines[angle]!;
    // Writes past the end of a typed array are ignored.
    values[i + 1]! += radius * cosines[(angle + quarterTurn) & (steps - 1)]!;
  }
}

function standardDeviationOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function clamp(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < 0) values[i] = 0;
    else if (values[i]! > 1) values[i] = 1;
  }
}
