import { UserError, describeError } from '@fcdd/errors';
import type { ClassStatistics, ImageShape } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { type PreprocessingName, dataSets } from './catalogue.ts';
import { localContrast } from './local-contrast.ts';
import { createPreprocessing } from './preprocessing.ts';

const shape: ImageShape = { height: 28, width: 28, channels: 1 };
const size = 28 * 28;
const statistics: ClassStatistics = {
  mean: [0.25],
  standardDeviation: [0.5],
  contrast: { smallest: -2, largest: 6 },
};
const create = (name: PreprocessingName, dataSet = 'fmnist') =>
  createPreprocessing(dataSet, name, statistics, shape);

/** An image without two equal neighbours, so that its place in a crop can be found; no pixel is black. */
const image = Uint8Array.from({ length: size }, (_, i) => 1 + ((i * 37 + Math.floor(i / 28) * 11) % 241));
const at = (pixels: Uint8Array, x: number, y: number) =>
  x < 0 || x > 27 || y < 0 || y > 27 ? 0 : pixels[y * 28 + x]!;

/** By how far, and whether mirrored, `changed` shows `image`; undefined where it is no crop of it. */
function placeOf(changed: Uint8Array, padding: number): string | undefined {
  for (const mirrored of [false, true])
    for (let right = -padding; right <= padding; right++)
      for (let down = -padding; down <= padding; down++) {
        const shows = changed.every((value, i) => {
          const x = mirrored ? 27 - (i % 28) : i % 28;
          return value === at(image, x + right, Math.floor(i / 28) + down);
        });
        if (shows) return `${right},${down},${mirrored}`;
      }
  return undefined;
}

function augmented(name: PreprocessingName, count: number, dataSet?: string): Uint8Array[] {
  const random = createRandom('augment', name);
  const { augment } = create(name, dataSet);
  return Array.from({ length: count }, () => {
    const target = new Uint8Array(size).fill(99);
    augment(image, random, target);
    return target;
  });
}

describe('augmentation', () => {
  it.each(['none', 'lcn'] as const)('changes nothing for %s', (name) => {
    expect(augmented(name, 1)[0]).toEqual(image);
  });

  it('of lcnaug1 crops with a border of two and mirrors every second image', () => {
    const places = augmented('lcnaug1', 1000).map((changed) => placeOf(changed, 2));
    expect(places).not.toContain(undefined);
    expect(new Set(places).size).toBe(5 * 5 * 2);
    const mirrored = places.filter((place) => place!.endsWith('true')).length;
    expect(Math.abs(mirrored - 500)).toBeLessThan(60);
  });

  it('does not mirror digits', () => {
    const places = augmented('lcnaug1', 300, 'mnist').map((changed) => placeOf(changed, 2));
    expect(new Set(places).size).toBe(5 * 5);
    expect(places.every((place) => place!.endsWith('false'))).toBe(true);
  });

  it('of aug1 also changes brightness and contrast by up to a tenth each', () => {
    const plain = new Uint8Array(size).fill(100);
    const { augment } = create('aug1');
    const random = createRandom('jitter');
    const target = new Uint8Array(size);
    const centres = Array.from({ length: 2000 }, () => {
      augment(plain, random, target);
      return at(target, 14, 14);
    });
    // A plain image has no contrast: only its brightness changes, give or take a rounding.
    expect(Math.min(...centres)).toBeGreaterThanOrEqual(89);
    expect(Math.min(...centres)).toBeLessThanOrEqual(91);
    expect(Math.max(...centres)).toBeGreaterThanOrEqual(109);
    expect(Math.max(...centres)).toBeLessThanOrEqual(110);

    const halves = Uint8Array.from({ length: size }, (_, i) => (i < size / 2 ? 100 : 200));
    const contrasts = Array.from({ length: 2000 }, () => {
      augment(halves, random, target);
      return (at(target, 14, 24) - at(target, 14, 4)) / 100;
    });
    expect(Math.min(...contrasts)).toBeLessThan(0.84);
    expect(Math.max(...contrasts)).toBeGreaterThan(1.16);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(0.79);
    expect(Math.max(...contrasts)).toBeLessThanOrEqual(1.22);
  });

  it('clamps to bytes', () => {
    const bright = new Uint8Array(size).fill(250);
    const { augment } = create('aug1');
    const random = createRandom('clamp');
    const target = new Uint8Array(size);
    for (let i = 0; i < 200; i++) {
      augment(bright, random, target);
      expect(at(target, 14, 14)).toBeGreaterThan(220);
    }
  });

  it('is the same for the same random source', () => {
    expect(augmented('aug1', 3)).toEqual(augmented('aug1', 3));
  });
});

describe('normalization', () => {
  const normalized = (name: PreprocessingName, random?: ReturnType<typeof createRandom>) => {
    const target = new Float32Array(size);
    create(name).normalize(image, target, random);
    return target;
  };

  it.each(['none', 'aug1'] as const)('of %s is by mean and standard deviation', (name) => {
    normalized(name).forEach((value, i) => expect(value).toBeCloseTo((image[i]! / 255 - 0.25) / 0.5, 5));
  });

  it.each(['lcn', 'lcnaug1'] as const)('of %s is by local contrast and its range', (name) => {
    const { mean, scale } = localContrast(image);
    normalized(name, createRandom('noise')).forEach((value, i) =>
      expect(value).toBeCloseTo(((image[i]! - mean) / scale + 2) / 8, 5),
    );
  });

  it('of a plain image by local contrast gives one value, not infinity', () => {
    const target = new Float32Array(size);
    create('lcn').normalize(new Uint8Array(size).fill(200), target);
    for (const value of target) expect(value).toBeCloseTo(0.25, 6);
  });

  it('of aug1 adds noise in training, with a standard deviation of 0.01 before the division', () => {
    const clean = normalized('aug1');
    const noise = normalized('aug1', createRandom('noise')).map((value, i) => value - clean[i]!);
    const variance = noise.reduce((sum, value) => sum + value * value, 0) / size;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.018);
    expect(Math.sqrt(variance)).toBeLessThan(0.022);
    expect(normalized('none', createRandom('noise'))).toEqual(normalized('none'));
  });
});

describe('a preprocessing', () => {
  it.each(Object.keys(dataSets))('exists for %s under each name of the catalogue', (dataSet) => {
    for (const name of dataSets[dataSet]!.preprocessings)
      expect(createPreprocessing(dataSet, name, statistics, shape)).toBeDefined();
  });

  it('that the data set does not have is refused with those that it has', () => {
    const attempt = () => create('aug2' as PreprocessingName);
    expect(attempt).toThrow(UserError);
    try {
      attempt();
    } catch (error) {
      expect(describeError(error)).toBe(
        "The data set fmnist has no preprocessing 'aug2'.\n  It has none, lcn, aug1, lcnaug1.",
      );
    }
  });

  it('is refused for images of another shape', () => {
    const colour = { height: 32, width: 32, channels: 3 };
    expect(() => createPreprocessing('mnist', 'lcn', statistics, colour)).toThrow('not 32x32x3');
  });
});
