import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import type { SyntheticSource } from './catalogue.ts';
import {
  type GivenParameters,
  completeParameters,
  defaultParameters,
  parameterMisfits,
} from './noise-parameters.ts';
import { createNoiseGenerator } from './synthetic.ts';

const shape = { height: 96, width: 96, channels: 3 };

function generate(source: SyntheticSource, given?: GivenParameters): Float32Array {
  const image = new Float32Array(96 * 96 * 3);
  createNoiseGenerator(source, shape, given)(image, createRandom('parameters', source));
  return image;
}

const covered = (image: Float32Array) => image.filter((value) => value !== 0).length / image.length;
const smallest = (image: Float32Array) => image.reduce((least, value) => Math.min(least, value), Infinity);
const largest = (image: Float32Array) => image.reduce((most, value) => Math.max(most, value), -Infinity);
const deviation = (image: Float32Array) =>
  Math.sqrt(image.reduce((sum, value) => sum + value * value, 0) / image.length);

describe('parameters of a source', () => {
  test('are the original ones where none are given', () => {
    for (const source of Object.keys(defaultParameters) as SyntheticSource[])
      expect(generate(source, completeParameters(source, null))).toEqual(generate(source));
  });

  test('replace only the original ones that they name, at any depth', () => {
    expect(completeParameters('confetti', { plain: { sides: { largest: 9 } } })).toEqual({
      ...defaultParameters.confetti,
      plain: { ...defaultParameters.confetti.plain, sides: { smallest: 8, largest: 9 } },
    });
    expect(defaultParameters.confetti.plain.sides.largest).toBe(54);
  });

  test('gaussian: the deviation', () => {
    expect(deviation(generate('gaussian', { standardDeviation: 10 }))).toBeCloseTo(10, 0);
  });

  test('uniform, solid: the range', () => {
    const uniform = generate('uniform', { lowest: 100, highest: 110 });
    expect(smallest(uniform)).toBeCloseTo(100, 1);
    expect(largest(uniform)).toBeCloseTo(110, 1);
    expect(new Set(generate('solid', { lowest: -3, highest: -3 }))).toEqual(new Set([-3]));
  });

  test('blob: how often, how large, how bright', () => {
    const few = generate('blob', { probability: 1e-9, side: 7, value: -20 });
    expect(new Set(few)).toEqual(new Set([0, -20]));
    expect(covered(few)).toBeCloseTo(49 / 96 ** 2, 3);
    expect(covered(generate('blob', { probability: 0.02 }))).toBeGreaterThan(2 * covered(generate('blob')));
  });

  test('mixed_blob: colours and brightness of its two sets', () => {
    const image = generate('mixed_blob', {
      coloured: { side: 10, colours: { lowest: 7, highest: 7 } },
      plain: { probability: 0.01, side: 5, value: 100 },
    });
    expect(new Set(image)).toEqual(new Set([0, 7, 100, 107]));
  });

  test('confetti: sizes, colours, rotation and blur', () => {
    const sharp = { blur: { size: 1, standardDeviation: 1 } };
    const squares = (side: number) => ({ probability: 1e-9, sides: { smallest: side, largest: side } });
    const [none, one, all] = [squares(1), squares(31), squares(500)];
    const colours = { lowest: -5, highest: -5 };
    const image = generate('confetti', {
      ...sharp,
      coloured: { ...all, colours },
      plain: { ...none, value: -100 },
    });
    expect(new Set(image)).toEqual(new Set([-5, -105]));
    expect(image.filter((value) => value === -105)).toHaveLength(3);

    const turned = generate('confetti', { ...sharp, coloured: { ...one, rotation: 90 }, plain: none });
    const upright = generate('confetti', { ...sharp, coloured: { ...one, rotation: 0 }, plain: none });
    expect(turned).not.toEqual(upright);
    expect(covered(generate('confetti', { coloured: one, plain: none }))).toBeGreaterThan(
      1.5 * covered(upright),
    );
  });
});

describe('misfits', () => {
  test('are ranges that end before they begin, and kernels without a centre', () => {
    expect(parameterMisfits({ lowest: 3, highest: 2 })).toEqual([
      { path: ['highest'], demand: 'be at least lowest, which is 3' },
    ]);
    const confetti = completeParameters('confetti', {
      coloured: { sides: { smallest: 60 } },
      blur: { size: 24 },
    });
    expect(parameterMisfits(confetti)).toEqual([
      { path: ['coloured', 'sides', 'largest'], demand: 'be at least smallest, which is 60' },
      { path: ['blur', 'size'], demand: 'be odd' },
    ]);
  });

  test('are not in the original', () => {
    expect(parameterMisfits(defaultParameters)).toEqual([]);
  });
});
