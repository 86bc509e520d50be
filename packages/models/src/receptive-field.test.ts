import { describe, expect, it } from 'vitest';
import { nets, receptiveFieldOf } from './catalogue.ts';
import kernels from './golden/gaussian-kernels.json' with { type: 'json' };
import fields from './golden/receptive-fields.json' with { type: 'json' };
import { type Layer, convolution, maxPool } from './layers.ts';
import {
  defaultStandardDeviation,
  gaussianKernel,
  receptiveFieldAfter,
  upsampleMaps,
} from './receptive-field.ts';

/** Convolutions that keep the width, and the overlapping or plain pooling between them. */
function plain(kernelSizes: (number | 'pool' | 'overlapping')[]): Layer[] {
  return kernelSizes.map((size) => {
    if (size === 'pool') return maxPool(2);
    if (size === 'overlapping') return maxPool(3, 2, 1);
    return convolution('conv', 1, size, (size - 1) / 2);
  });
}

const layersOf: Record<keyof typeof fields, Layer[]> = {
  FCDDNet: [],
  FCDD_CNN28: nets.FCDD_CNN28!.layers,
  FCDD_CNN28_W: nets.FCDD_CNN28_W!.layers,
  FCDD_CNN32: plain([5, 'pool', 5, 'pool', 5, 1]),
  FCDD_CNN32_S: plain([3, 'pool', 3, 'pool', 3, 1]),
  FCDD_CNN32_LW3K: plain([3, 'pool', 3, 3, 'pool', 3, 1]),
  FCDD_CNN224: plain([5, 'overlapping', 5, 'overlapping', 3, 3, 'overlapping', 3, 1]),
  FCDD_CNN224_W: plain([5, 'overlapping', 5, 'overlapping', 3, 3, 'overlapping', 3, 1]),
  FCDD_CNN224_VGG_NOPT: plain([3, 'pool', 3, 'pool', 3, 3, 'pool', 3, 3, 1]),
};

describe('receptive fields', () => {
  it.each(Object.entries(fields))(
    'of %s are those of the original',
    (name, { n, j, r, s, img_shape: shape }) => {
      expect(receptiveFieldAfter(layersOf[name as keyof typeof fields], shape[1]!)).toEqual({
        width: n,
        jump: j,
        extent: r,
        start: s,
      });
    },
  );
});

describe('Gaussian kernels', () => {
  it.each(kernels)('of size $size and deviation $std are those of the original', (golden) => {
    expect(defaultStandardDeviation(golden.size)).toBeCloseTo(golden.default_std, 12);
    const factor = gaussianKernel(golden.size, golden.std ?? undefined);
    golden.kernel.forEach((row, y) =>
      row.forEach((value, x) => expect(factor[y]! * factor[x]!).toBeCloseTo(value, 8)),
    );
  });
});

describe('upsampling', () => {
  const field = receptiveFieldOf('FCDD_CNN28');

  it('equals the transposed convolution with the kernel, cut to the image', () => {
    const maps = Float32Array.from({ length: 2 * 49 }, (_, i) => Math.abs(Math.sin(i)));
    const found = upsampleMaps(maps, 2, 7, 7, field, 28);
    const kernel = gaussianKernel(field.extent);
    const cut = Math.floor((field.extent - 1) / 2) - Math.floor(field.start);
    const expected = new Float64Array(2 * 28 * 28);
    for (let m = 0; m < 2; m++)
      for (let i = 0; i < 7; i++)
        for (let j = 0; j < 7; j++)
          for (let a = 0; a < field.extent; a++)
            for (let b = 0; b < field.extent; b++) {
              const [y, x] = [i * field.jump + a - cut, j * field.jump + b - cut];
              if (y >= 0 && y < 28 && x >= 0 && x < 28)
                expected[(m * 28 + y) * 28 + x]! += maps[m * 49 + i * 7 + j]! * kernel[a]! * kernel[b]!;
            }
    const error = expected.map((value, i) => Math.abs(value - found[i]!));
    expect(Math.max(...error)).toBeLessThan(1e-6);
  });

  it('is brightest where the map is', () => {
    const maps = new Float32Array(49);
    maps[2 * 7 + 5] = 1;
    const found = upsampleMaps(maps, 1, 7, 7, field, 28, 1.2);
    const brightest = found.indexOf(Math.max(...found));
    expect([Math.floor(brightest / 28), brightest % 28]).toEqual([2 * 4 + 1, 5 * 4 + 1]);
  });
});
