import { type RandomSource, createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { cropAndFlip, jitterGrey } from './augmentation.ts';

/** A random source whose uniform numbers are these, in turn. */
function scripted(...numbers: number[]): RandomSource {
  return { ...createRandom(), uniform: () => numbers.shift()! };
}

describe('colour jitter', () => {
  const blackAndWhite = Uint8Array.of(0, 255);
  const jittered = (order: number) => {
    const target = new Uint8Array(2);
    // Brightness is multiplied by 0.9, contrast by 1.1.
    jitterGrey(0.1)(blackAndWhite, scripted(0, 1, order), target);
    return [...target];
  };

  it('changes brightness, then contrast: white 229 of mean 115 becomes 240', () => {
    expect(jittered(0.2)).toEqual([0, 240]);
  });

  it('or contrast, then brightness: white stays white, and becomes 229', () => {
    expect(jittered(0.8)).toEqual([0, 229]);
  });
});

describe('the map of an image', () => {
  const random = () => createRandom('map');
  const map = Uint8Array.from({ length: 48 }, (_, i) => Number(i % 5 === 0));

  it('is cropped and mirrored as the image is', () => {
    const pixels = Uint8Array.from({ length: 48 * 3 }, (_, i) => 100 * map[Math.floor(i / 3)]!);
    const augment = cropAndFlip({ height: 6, width: 8, channels: 3 }, 2, true);
    const drawn = random();
    for (let i = 0; i < 20; i++) {
      const [target, mapTarget] = [new Uint8Array(48 * 3), new Uint8Array(48)];
      augment(pixels, drawn, target, { values: map, target: mapTarget });
      expect([...mapTarget]).toEqual(Array.from(mapTarget, (_, j) => target[3 * j]! / 100));
    }
  });

  it('keeps its values where colours change', () => {
    const mapTarget = new Uint8Array(48);
    jitterGrey(0.1)(new Uint8Array(48).fill(200), random(), new Uint8Array(48), {
      values: map,
      target: mapTarget,
    });
    expect(mapTarget).toEqual(map);
  });
});

describe('a crop', () => {
  it('keeps the channels of a pixel together', () => {
    const target = new Uint8Array(6);
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const random = { ...scripted(0.2), integer: () => 0 };
    cropAndFlip({ height: 1, width: 2, channels: 3 }, 0, true)(pixels, random, target);
    expect([...target]).toEqual([4, 5, 6, 1, 2, 3]);
  });
});
