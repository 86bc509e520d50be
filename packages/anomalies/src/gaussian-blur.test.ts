import { createRandom } from '@fcdd/random';
import { expect, test } from 'vitest';
import { type Box, grow } from './boxes.ts';
import { createBlur } from './gaussian-blur.ts';

const parameters = { size: 5, standardDeviation: 1 };
const weights = [0.05448868, 0.24420134, 0.40261995, 0.24420134, 0.05448868];

const everything = { top: 0, bottom: Infinity, left: 0, right: Infinity };

/** Blurs one image after the other, given only the painted boxes. */
function blurred(
  image: Float32Array,
  [height, width, channels]: [number, number, number],
  painted: Box[] = [everything],
) {
  const shape = { height, width, channels };
  const result = image.slice();
  createBlur(shape, parameters)(
    result,
    painted.map((box) => grow(box, 0, shape)),
  );
  return result;
}

test('spreads a pixel as the outer product of two Gaussians, in its own channel', () => {
  const image = new Float32Array(7 * 9 * 2);
  image[(3 * 9 + 4) * 2 + 1] = 1;
  const result = blurred(image, [7, 9, 2]);
  for (let y = 0; y < 7; y++)
    for (let x = 0; x < 9; x++) {
      expect(result[(y * 9 + x) * 2]).toBe(0);
      expect(result[(y * 9 + x) * 2 + 1]).toBeCloseTo((weights[y - 1] ?? 0) * (weights[x - 2] ?? 0), 6);
    }
});

test('mirrors the border without repeating its pixels', () => {
  const result = blurred(Float32Array.of(0, 1, 0, 0, 0, 0), [1, 6, 1]);
  expect(result[0]).toBeCloseTo(weights[1]! + weights[3]!, 6);
  expect(result[1]).toBeCloseTo(weights[2]! + weights[4]!, 6);
});

test('does not change a uniform image, however small', () => {
  for (const [height, width] of [
    [1, 1],
    [2, 3],
    [1, 8],
  ] as const) {
    const result = blurred(new Float32Array(height * width).fill(-255), [height, width, 1]);
    result.forEach((value) => expect(value).toBeCloseTo(-255, 4));
  }
});

test('gives the same from painted boxes as from the whole image, image after image', () => {
  const shape = { height: 30, width: 40, channels: 2 };
  const random = createRandom('boxes');
  const [byBoxes, whole] = [createBlur(shape, parameters), createBlur(shape, parameters)];
  for (let i = 0; i < 50; i++) {
    const boxes = Array.from({ length: 1 + random.integer(4) }, () => {
      const [top, left] = [random.integer(30), random.integer(40)];
      return grow({ top, bottom: top + 1, left, right: left + 1 }, random.integer(4), shape);
    });
    const image = new Float32Array(30 * 40 * 2);
    for (const { top, bottom, left, right } of boxes)
      for (let y = top; y < bottom; y++)
        image.fill(100 * random.uniform(), (y * 40 + left) * 2, (y * 40 + right) * 2);
    const expected = image.slice();
    byBoxes(image, boxes);
    whole(expected, [grow(everything, 0, shape)]);
    expect(image).toEqual(expected);
  }
});
