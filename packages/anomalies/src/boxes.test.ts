import { expect, test } from 'vitest';
import { grow, mergeOverlapping } from './boxes.ts';

const box = (top: number, bottom: number, left: number, right: number) => ({ top, bottom, left, right });

test('a box grows up to the border of the image', () => {
  const shape = { height: 10, width: 20, channels: 1 };
  expect(grow(box(2, 4, 5, 6), 3, shape)).toEqual(box(0, 7, 2, 9));
  expect(grow(box(8, 9, 19, 20), 3, shape)).toEqual(box(5, 10, 16, 20));
});

test('boxes that share a pixel become one, also with boxes that the merged one meets', () => {
  const [left, right, bridge] = [box(0, 4, 0, 4), box(0, 4, 8, 12), box(3, 6, 3, 9)];
  expect(mergeOverlapping([left, right])).toEqual([left, right]);
  expect(mergeOverlapping([left, right, bridge])).toEqual([box(0, 6, 0, 12)]);
});

test('boxes that only touch stay apart', () => {
  const boxes = [box(0, 4, 0, 4), box(0, 4, 4, 8), box(4, 8, 0, 4)];
  expect(mergeOverlapping(boxes)).toEqual(boxes);
});
