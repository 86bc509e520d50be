import { UserError, describeError } from '@fcdd/errors';
import { type ClassStatistics, type ImageShape, imageSize } from '@fcdd/images';
import { type RandomSource, createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { type Preprocessing, type PreprocessingName, localContrast } from '@fcdd/preprocessing';
import { dataSets } from './catalogue.ts';
import { createPreprocessing } from './preparation.ts';

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

/** Finds the shift, and the mirroring, by which `changed` is a crop of `image`; undefined if it is not a crop of it. */
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

describe('a preprocessing of colour images', () => {
  const net: ImageShape = { height: 224, width: 224, channels: 3 };
  const coloured: ClassStatistics = {
    mean: [0.2, 0.3, 0.4],
    standardDeviation: [0.1, 0.2, 0.3],
    contrast: { smallest: -4, largest: 8 },
    channelContrasts: [
      { smallest: -2, largest: 2 },
      { smallest: -3, largest: 8 },
      { smallest: -4, largest: 1 },
    ],
  };
  const prepare = (dataSet: string, name: PreprocessingName, shape = net, fit?: 'fill' | 'crop') =>
    createPreprocessing(dataSet, name, coloured, shape, fit);
  const cifar: ImageShape = { height: 32, width: 32, channels: 3 };

  /** Preprocesses an image of one colour. */
  const normalized = ({ normalize, shape }: Preprocessing, value: number, random?: RandomSource) => {
    const target = new Float32Array(imageSize(shape));
    normalize(new Uint8Array(target.length).fill(value), target, random);
    return target;
  };

  it.each([
    ['imagenet', 256],
    ['mvtec', 240],
    ['pascalvoc', 224],
    ['custom', 248],
  ])('of %s makes images of 224 from stored ones of %i, whatever its name', (dataSet, side) => {
    const random = createRandom('shapes');
    const shown = new Uint8Array(imageSize(net));
    for (const fit of dataSet === 'custom' ? (['fill', 'crop'] as const) : [undefined])
      for (const name of dataSets[dataSet]!.preprocessings) {
        const { storedShape, shape, augment } = prepare(dataSet, name, net, fit);
        expect(storedShape).toEqual({ height: side, width: side, channels: 3 });
        expect(shape).toEqual(net);
        augment(new Uint8Array(imageSize(storedShape)).fill(128), random, shown.fill(0));
        expect(shown.every((value) => value > 110 && value < 146)).toBe(true);
      }
  });

  it('without augmentation shows what test images show: the centre, or all', () => {
    const shown = new Uint8Array(imageSize(net));
    const firstColumn = (dataSet: string, fit?: 'fill' | 'crop') => {
      const { storedShape, augment } = prepare(dataSet, 'none', net, fit);
      const columns = Uint8Array.from({ length: imageSize(storedShape) }, (_, i) => {
        return Math.floor(i / 3) % storedShape.width;
      });
      augment(columns, createRandom(), shown);
      return shown[0];
    };
    expect(firstColumn('imagenet')).toBe(16);
    expect(firstColumn('custom', 'crop')).toBe(12);
    expect(firstColumn('custom', 'fill')).toBe(0);
    expect(firstColumn('mvtec')).toBe(0);
  });

  it('of imagenet and pascalvoc is by the constants that the original has', () => {
    const expectPixel = (dataSet: string, mean: number[], deviation: number[]) =>
      mean.forEach((value, channel) =>
        expect(normalized(prepare(dataSet, 'none'), 51)[channel]).toBeCloseTo(
          (0.2 - value) / deviation[channel]!,
          5,
        ),
      );
    expectPixel('imagenet', [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
    expectPixel('pascalvoc', [0.4469, 0.4227, 0.3906], [0.2691, 0.2659, 0.2789]);
    expect(normalized(prepare('custom', 'none'), 51)[2]).toBeCloseTo((0.2 - 0.4) / 0.3, 5);
  });

  it('by local contrast is by the range of each channel for mvtec, of all for others', () => {
    expect([...normalized(prepare('mvtec', 'lcnaug1'), 9).subarray(0, 3)]).toEqual(
      [2 / 4, 3 / 11, 4 / 5].map(Math.fround),
    );
    for (const value of normalized(prepare('cifar10', 'lcn', cifar), 9)) expect(value).toBeCloseTo(4 / 12, 6);
  });

  it('of mvtec adds noise to every second image: a tenth of the deviation of its own values', () => {
    const { normalize } = createPreprocessing(
      'mvtec',
      'aug1',
      { ...coloured, mean: [0, 0, 0], standardDeviation: [1, 1, 1] },
      net,
    );
    // Values of 0.4 and 0.6: a deviation of 0.1.
    const image = Uint8Array.from({ length: imageSize(net) }, (_, i) => (i % 2 ? 102 : 153));
    const random = createRandom('noise');
    const target = new Float32Array(image.length);
    const deviations = Array.from({ length: 40 }, () => {
      normalize(image, target, random);
      const squares = target.reduce((sum, value, i) => sum + (value - image[i]! / 255) ** 2, 0);
      return Math.sqrt(squares / target.length);
    });
    const noisy = deviations.filter((deviation) => deviation > 1e-6);
    expect(noisy.length).toBeGreaterThan(10);
    expect(noisy.length).toBeLessThan(30);
    for (const deviation of noisy) expect(Math.abs(deviation - 0.01)).toBeLessThan(2e-4);
  });

  it('keeps noisy values of mvtec in 0..1', () => {
    const { normalize } = createPreprocessing(
      'mvtec',
      'aug1',
      { ...coloured, mean: [0, 0, 0], standardDeviation: [1, 1, 1] },
      net,
    );
    const random = createRandom('clamp');
    const target = new Float32Array(imageSize(net));
    const image = Uint8Array.from({ length: target.length }, (_, i) => (i % 2 ? 255 : 0));
    for (let i = 0; i < 12; i++) {
      normalize(image, target, random);
      expect(target.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it.each([
    ['aug1_blackcenter', true],
    ['aug1_blackcenter_inverted', false],
  ] as const)('of %s has no noise where training images are black', (name, isCentreBlack) => {
    const preprocessing = prepare('cifar10', name, cifar);
    const random = createRandom('black');
    const augmentedImage = new Uint8Array(imageSize(cifar));
    preprocessing.augment(new Uint8Array(imageSize(cifar)).fill(200), random, augmentedImage);
    const shown = new Float32Array(imageSize(cifar));
    preprocessing.normalize(augmentedImage, shown, random);
    const black = -0.2 / 0.1;
    const at = (x: number, y: number) => shown[3 * (32 * y + x)]!;
    const [centre, corner] = [at(16, 16), at(5, 5)];
    expect(at(6, 25) === at(16, 16)).toBe(isCentreBlack);
    expect(isCentreBlack ? centre : corner).toBeCloseTo(black, 6);
    expect(isCentreBlack ? corner : centre).not.toBeCloseTo(black, 6);
    // Test images are as they are.
    const test = new Float32Array(imageSize(cifar));
    preprocessing.normalize(new Uint8Array(imageSize(cifar)).fill(200), test);
    expect(test[3 * (32 * 16 + 16)]).toBeCloseTo((200 / 255 - 0.2) / 0.1, 4);
  });

  it('gives normal noise: of each value on its own, as far from zero as it should be', () => {
    const { normalize } = createPreprocessing(
      'pascalvoc',
      'aug1',
      { ...coloured, mean: [0, 0, 0], standardDeviation: [1, 1, 1] },
      net,
    );
    const target = new Float32Array(imageSize(net));
    const clean = new Float32Array(imageSize(net));
    const image = new Uint8Array(target.length).fill(100);
    normalize(image, target, createRandom('normal'));
    normalize(image, clean);
    const noise = target.map((value, i) => ((value - clean[i]!) * [0.2691, 0.2659, 0.2789][i % 3]!) / 0.001);
    const share = (test: (value: number, i: number) => boolean) => noise.filter(test).length / noise.length;
    expect(share((value) => Math.abs(value) < 1)).toBeCloseTo(0.683, 2);
    expect(share((value) => Math.abs(value) < 2)).toBeCloseTo(0.954, 2);
    expect(share((value) => Math.abs(value) > 3)).toBeCloseTo(0.0027, 3);
    for (const distance of [1, 2, 3]) {
      const product = noise.reduce((sum, value, i) => sum + value * (noise[i + distance] ?? 0), 0);
      expect(Math.abs(product / noise.length)).toBeLessThan(0.015);
    }
  });
});

describe('a preprocessing', () => {
  it.each(Object.keys(dataSets))(
    'exists for %s under each name of the catalogue, and no other',
    (dataSet) => {
      expect(Object.keys(dataSets[dataSet]!.preparation.training)).toEqual(dataSets[dataSet]!.preprocessings);
    },
  );

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
