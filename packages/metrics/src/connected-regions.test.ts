import { expect, test } from 'vitest';
import { connectedRegions } from './connected-regions.ts';

/** Replaces each pixel of a picture by the size of its region, as one digit. */
function sizesOf(picture: string[]): string[] {
  const [height, width] = [picture.length, picture[0]!.length];
  const values = Uint8Array.from(picture.join(''), (character) => (character === '#' ? 1 : 0));
  const sizes = picture.map((row) => [...row].map(() => '.'));
  for (const { row, start, end, regionSize } of connectedRegions({ height, width, values }).runs)
    for (let column = start; column < end; column++) sizes[row]![column] = String(regionSize);
  return sizes.map((row) => row.join(''));
}

test('pixels that touch at a side or a corner are one region', () => {
  expect(sizesOf(['#..#', '.#..', '#..#', '...#'])).toEqual(['3..1', '.3..', '3..2', '...2']);
});

test('arms that join further down are one region', () => {
  expect(sizesOf(['#.#.#', '#...#', '###.#', '....#'])).toEqual(['5.1.4', '5...4', '555.4', '....4']);
  expect(sizesOf(['#.#.#', '#.#.#', '.#.#.'])).toEqual(['8.8.8', '8.8.8', '.8.8.']);
});

test('the end of a row does not touch the start of the next', () => {
  expect(sizesOf(['..#', '#..', '...'])).toEqual(['..1', '1..', '...']);
});

test('a map without positive pixels has no regions', () => {
  expect(connectedRegions({ height: 2, width: 2, values: new Uint8Array(4) })).toEqual({
    count: 0,
    runs: [],
  });
});
