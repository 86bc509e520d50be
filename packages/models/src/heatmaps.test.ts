import { UserError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { receptiveFieldOf } from './catalogue.ts';
import { smoothMaps, smoothingOf } from './heatmaps.ts';
import { blurMaps, upsampleMaps } from './receptive-field.ts';

describe('smoothing', () => {
  it('upsamples the maps of fcdd and blurs those of hsc and ae', () => {
    const maps = Float32Array.from({ length: 2 * 49 }, (_, i) => Math.sin(i) ** 2);
    const field = receptiveFieldOf('FCDD_CNN28');
    const smooth = (net: string, objective: 'fcdd' | 'hsc' | 'ae', size: number) =>
      smoothMaps(smoothingOf(net, objective, 1.2), maps, 2, 7, 7, size);
    expect(smooth('FCDD_CNN28', 'fcdd', 28)).toEqual(upsampleMaps(maps, 2, 7, 7, field, 28, 1.2));
    expect(smooth('CNN28', 'hsc', 7)).toEqual(blurMaps(maps, 2, 7, 7, field, 1.2));
    expect(smooth('AE28', 'ae', 7)).toEqual(blurMaps(maps, 2, 7, 7, field, 1.2));
  });

  // As the original has it, though the convolutions of CNN32 see more.
  it.each([
    ['CNN32', 'FCDD_CNN32_S'],
    ['AE32', 'FCDD_CNN32_S'],
    ['CNN32_LW3K', 'FCDD_CNN32_LW3K'],
    ['CNN224_VGG_F', 'FCDD_CNN224_VGG'],
    ['AE224', 'FCDD_CNN224'],
  ])('of %s is as wide as the field of %s', (net, compared) => {
    expect(smoothingOf(net, 'hsc', null).field).toEqual(receptiveFieldOf(compared));
  });

  it('of a net that is compared with none is as wide as what its dense layers see', () => {
    const { extent } = smoothingOf('CNN224_VGG_NOPT', 'hsc', null).field;
    expect(extent).toBeGreaterThan(receptiveFieldOf('FCDD_CNN224_VGG').extent);
  });

  it('refuses a net that does not exist', () => {
    expect(() => smoothingOf('CNN', 'hsc', null)).toThrow(UserError);
  });
});
