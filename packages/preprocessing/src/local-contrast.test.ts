import { describe, expect, it } from 'vitest';
import golden from './golden/local-contrast-normalization.json' with { type: 'json' };
import { localContrast } from './local-contrast.ts';

/** The golden images, see FCDD.md: a sine over the flat index. */
function goldenImages(): Float32Array[] {
  const { shape, phase, scale, offset } = golden.input;
  const [count, ...image] = shape as [number, ...number[]];
  const size = image.reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, index) =>
    Float32Array.from(
      { length: size },
      (_, i) => offset + scale * Math.sin(0.37 * (index * size + i) + 1.7 * phase),
    ),
  );
}

describe('local contrast normalization', () => {
  it('gives the values of the original', () => {
    const expected = golden.l1 as number[][][][];
    expect(expected).toHaveLength(3);
    goldenImages().forEach((image, index) => {
      const { mean, scale } = localContrast(image);
      expected[index]!.flat(2).forEach((value, i) =>
        expect((image[i]! - mean) / scale).toBeCloseTo(value, 5),
      );
    });
  });

  it('is the same for bytes as for values in 0..1', () => {
    const bytes = Uint8Array.of(0, 255, 51, 102);
    const values = localContrast(Float32Array.from(bytes, (byte) => byte / 255));
    const { mean, scale } = localContrast(bytes);
    bytes.forEach((byte) =>
      expect((byte - mean) / scale).toBeCloseTo((byte / 255 - values.mean) / values.scale, 6),
    );
  });

  it('makes zeros of a plain image', () => {
    expect(localContrast(new Uint8Array(784).fill(77))).toEqual({ mean: 77, scale: 1 });
    for (let byte = 0; byte < 256; byte++) {
      const values = new Float32Array(784).fill(byte / 255);
      expect(localContrast(values)).toEqual({ mean: values[0], scale: 1 });
    }
  });
});
