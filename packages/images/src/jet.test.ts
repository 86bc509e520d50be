import { expect, test } from 'vitest';
import golden from './golden/colormap-jet.json' with { type: 'json' };
import { jet } from './jet.ts';

test("jet has matplotlib's colours, to the nearest 8-bit intensity", () => {
  const pixels = jet(Float32Array.from(golden.jet, ([i]) => i! / 20));
  const expected = golden.jet.flatMap(([, ...colour]) => colour.map((value) => 255 * value));
  expect(pixels).toHaveLength(expected.length);
  pixels.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(0.5 + 1e-9));
});

test('jet clamps values outside 0..1 and shows NaN as black', () => {
  expect([...jet(Float32Array.of(-1, 2, NaN))]).toEqual([0, 0, 128, 128, 0, 0, 0, 0, 0]);
});
