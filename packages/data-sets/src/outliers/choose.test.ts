import { createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { chooseDifferent } from './choose.ts';

describe('choosing images', () => {
  it('takes all where there is no limit, or not that many', () => {
    const all = Uint32Array.of(0, 1, 2, 3);
    expect(chooseDifferent(4, null, createRandom('a'))).toEqual(all);
    expect(chooseDifferent(4, 9, createRandom('a'))).toEqual(all);
  });

  it('takes different ones in ascending order, the same for the same random source', () => {
    const chosen = chooseDifferent(1000, 300, createRandom('a'));
    expect(new Set(chosen).size).toBe(300);
    expect([...chosen]).toEqual([...chosen].sort((a, b) => a - b));
    expect(chosen.at(-1)).toBeLessThan(1000);
    expect(chooseDifferent(1000, 300, createRandom('a'))).toEqual(chosen);
    expect(chooseDifferent(1000, 300, createRandom('b'))).not.toEqual(chosen);
  });

  it('gives each image the same chance', () => {
    const counts = Array<number>(5).fill(0);
    const random = createRandom('chance');
    for (let i = 0; i < 5000; i++) for (const index of chooseDifferent(5, 2, random)) counts[index]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(150);
  });
});
