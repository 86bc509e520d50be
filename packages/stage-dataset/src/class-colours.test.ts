import { expect, it } from 'vitest';
import { ClassColours } from './class-colours.ts';

it('a class has colour where any of its images has more than a tint', () => {
  const colours = new ClassColours(3, 3);
  const grey = Uint8Array.of(10, 10, 10, 200, 200, 200);
  colours.add(grey, 0);
  colours.add(Uint8Array.of(10, 12, 11, 200, 199, 200), 0);
  colours.add(grey, 1);
  colours.add(Uint8Array.of(10, 40, 10, 200, 200, 200), 1);
  colours.add(grey, 1);
  expect(colours.result()).toEqual([false, true, false]);
});

it('grey images of one channel have none', () => {
  const colours = new ClassColours(1, 1);
  colours.add(Uint8Array.of(10, 200), 0);
  expect(colours.result()).toEqual([false]);
});
