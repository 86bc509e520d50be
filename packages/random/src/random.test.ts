import { describe, expect, it } from 'vitest';
import { createRandom } from './index.ts';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a random source', () => {
  it('repeats its stream for the same labels and changes it for others', () => {
    const stream = (...labels: (string | number)[]) => {
      const random = createRandom(...labels);
      return draw(8, () => random.uniform());
    };
    expect(stream('train', 0)).toEqual(stream('train', 0));
    expect(stream('train', 0)).not.toEqual(stream('train', 1));
    expect(stream('train', 1)).not.toEqual(stream('train', '1'));
  });

  it('forks streams that do not depend on earlier draws', () => {
    const untouched = createRandom('a');
    const used = createRandom('a');
    used.uniform();
    expect(used.fork('b').uniform()).toBe(untouched.fork('b').uniform());
    expect(used.fork('b').uniform()).not.toBe(used.fork('c').uniform());
  });

  it('draws uniform numbers below one and integers below their bound', () => {
    const random = createRandom('uniform');
    const numbers = draw(20_000, () => random.uniform());
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(mean(numbers)).toBeCloseTo(0.5, 2);
    const counts = [0, 0, 0];
    draw(9000, () => random.integer(3)).forEach((value) => counts[value]!++);
    for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(200);
  });

  it('draws normal numbers', () => {
    const random = createRandom('normal');
    const numbers = draw(40_000, () => random.normal());
    expect(mean(numbers)).toBeCloseTo(0, 1);
    expect(mean(numbers.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(mean(numbers.map((x) => x ** 4))).toBeGreaterThan(2.7);
  });

  it('shuffles without losing anything', () => {
    const items = Uint32Array.from({ length: 100 }, (_, index) => index);
    const shuffled = createRandom('shuffle').shuffle(items.slice());
    expect(shuffled).not.toEqual(items);
    expect(shuffled.slice().sort()).toEqual(items);
  });
});
