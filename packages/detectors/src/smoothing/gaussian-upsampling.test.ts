import { receptiveFieldOf } from '@fcdd/nets/catalogue';
import { describe, expect, it } from 'vitest';
import kernels from '../golden/gaussian-kernels.json' with { type: 'json' };
import { defaultStandardDeviation, gaussianKernel } from './gaussian-kernel.ts';
import { upsampleMaps } from './gaussian-upsampling.ts';

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
