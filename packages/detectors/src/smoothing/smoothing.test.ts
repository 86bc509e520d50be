import { receptiveFieldOf, smoothingFieldOf } from '@fcdd/nets/catalogue';
import { describe, expect, it } from 'vitest';
import { blurMaps } from './gaussian-blur.ts';
import { upsampleMaps } from './gaussian-upsampling.ts';
import { smoothMaps } from './smoothing.ts';

describe('smoothing', () => {
  it('upsamples maps of the size of the output, and blurs maps of the size of the images', () => {
    const maps = Float32Array.from({ length: 2 * 49 }, (_, i) => Math.sin(i) ** 2);
    const field = receptiveFieldOf('FCDD_CNN28');
    const smooth = (method: 'upsampling' | 'blur', size: number) =>
      smoothMaps({ method, field }, maps, 2, 7, 7, size, 1.2);
    expect(smooth('upsampling', 28)).toEqual(upsampleMaps(maps, 2, 7, 7, field, 28, 1.2));
    expect(smooth('blur', 7)).toEqual(blurMaps(maps, 2, 7, 7, field, 1.2));
  });

  // The original does the same, though the convolutions of CNN32 see more.
  it.each([
    ['CNN32', 'FCDD_CNN32_S'],
    ['AE32', 'FCDD_CNN32_S'],
    ['CNN32_LW3K', 'FCDD_CNN32_LW3K'],
    ['CNN224_VGG_F', 'FCDD_CNN224_VGG'],
    ['AE224', 'FCDD_CNN224'],
    ['FCDD_CNN28', 'FCDD_CNN28'],
  ])('of %s is as wide as the field of %s', (net, compared) => {
    expect(smoothingFieldOf(net)).toEqual(receptiveFieldOf(compared));
  });

  it('of a net that the original compares with none is as wide as what its dense layers see', () => {
    expect(smoothingFieldOf('CNN224_VGG_NOPT').extent).toBeGreaterThan(
      receptiveFieldOf('FCDD_CNN224_VGG').extent,
    );
  });

  it('refuses a net that does not exist', () => {
    expect(() => smoothingFieldOf('CNN')).toThrow('There is no net CNN.');
  });
});
