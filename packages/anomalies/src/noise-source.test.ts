import { emptyStack, readerOf } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import { syntheticSources } from './catalogue.ts';
import { createNoiseSource } from './noise-source.ts';

const shape = { height: 2, width: 2, channels: 1 };

describe('outlier exposure', () => {
  const outliers = readerOf(
    { ...emptyStack(5, 2, 2, 1), pixels: Uint8Array.from({ length: 20 }, (_, i) => Math.floor(i / 4)) },
    Uint8Array.from({ length: 20 }, (_, i) => Math.floor(i / 4) % 2),
  );
  const draws = (count: number, ...labels: string[]) => {
    const noise = createNoiseSource({ source: 'emnist', outliers }, shape, createRandom(...labels));
    return Array.from({ length: count }, (_, index) => {
      const [image, map] = [new Float32Array(4), new Uint8Array(4)];
      noise.read(index, image, map);
      expect([...map]).toEqual([...image].map((value) => value % 2));
      return image[3];
    });
  };

  test('shows every image once, with its map, before it repeats them in the same order', () => {
    const drawn = draws(15, 'cycle');
    expect(new Set(drawn.slice(0, 5)).size).toBe(5);
    expect(drawn.slice(5, 10)).toEqual(drawn.slice(0, 5));
    expect(drawn.slice(10)).toEqual(drawn.slice(0, 5));
  });

  test('is shuffled by the random stream', () => {
    const orders = new Set(['a', 'b', 'c', 'd'].map((label) => draws(5, label).join()));
    expect(orders.size).toBeGreaterThan(1);
    expect(draws(5, 'a')).toEqual(draws(5, 'a'));
  });

  test('has maps if the outliers have', () => {
    const without = readerOf(emptyStack(1, 2, 2, 1));
    const hasMaps = (reader: typeof outliers) =>
      createNoiseSource({ source: 'emnist', outliers: reader }, shape, createRandom()).hasMaps;
    expect([hasMaps(outliers), hasMaps(without)]).toEqual([true, false]);
  });

  test('refuses a source without images', () => {
    expect(() => createNoiseSource({ source: 'emnist' }, shape, createRandom())).toThrow(
      /'emnist' are not synthetic/,
    );
  });

  test('refuses an empty set and images of another shape', () => {
    const create = (count: number, channels: number) =>
      createNoiseSource(
        { source: 'emnist', outliers: readerOf(emptyStack(count, 2, 2, channels)) },
        shape,
        createRandom(),
      );
    expect(() => create(0, 1)).toThrow(/no outlier/);
    expect(() => create(1, 3)).toThrow(/2x2x3.*2x2x1/);
  });
});

describe('a synthetic source', () => {
  const noise = createNoiseSource(
    { source: 'solid', parameters: { lowest: 0, highest: 1e6 } },
    shape,
    createRandom('solid'),
  );
  const read = (index: number) => {
    const image = new Float32Array(4);
    noise.read(index, image);
    return [...image];
  };

  test('needs no images, takes parameters and has no maps', () => {
    expect(new Set(read(0)).size).toBe(1);
    expect(Math.max(...[0, 1, 2].map((index) => read(index)[0]!))).toBeGreaterThan(255);
    expect(noise.hasMaps).toBe(false);
  });

  test('gives the image of an index, in any order', () => {
    const first = read(3);
    expect(read(4)).not.toEqual(first);
    expect(read(3)).toEqual(first);
  });
});

describe('synthetic images without colour', () => {
  const coloured = { height: 64, width: 64, channels: 3 };
  const isGrey = (image: Float32Array) => image.every((value, index) => value === image[index - (index % 3)]);

  test.each(Object.keys(syntheticSources))('have equal channels and differ in brightness: %s', (source) => {
    const read = (hasColour: boolean) => {
      const image = new Float32Array(64 * 64 * 3);
      const noise = createNoiseSource({ source, hasColour }, coloured, createRandom('grey', source));
      noise.read(1, image);
      return image;
    };
    expect(isGrey(read(false))).toBe(true);
    expect(read(false).some((value) => value !== 0)).toBe(true);
    expect(isGrey(read(true))).toBe(source === 'blob');
  });
});
