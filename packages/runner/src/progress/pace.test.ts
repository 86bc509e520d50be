import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('pace', () => {
  it('is that of the last minute, not of the whole', () => {
    const pace = createPace();
    for (let second = 0; second <= 100; second++) pace.add(second, second * 1000);
    for (let second = 101; second <= 200; second++) pace.add(100 + (second - 100) / 10, second * 1000);
    expect(pace.rate()).toBeCloseTo(0.1);
  });

  it('of what is slower than one a minute goes back to what was told before', () => {
    const pace = createPace();
    pace.add(0, 0);
    pace.add(1, 300_000);
    pace.add(2, 600_000);
    expect(pace.rate()).toBeCloseTo(1 / 300);
  });

  it('is not known before anything is done, and anew after something was lost', () => {
    const pace = createPace();
    expect(pace.rate()).toBeUndefined();
    pace.add(0, 0);
    pace.add(5, 1000);
    expect(pace.rate()).toBe(5);
    pace.add(1, 2000);
    expect(pace.rate()).toBeUndefined();
  });

  it('counts everything that is reported a thousand times a second', () => {
    const pace = createPace();
    for (let step = 0; step <= 5000; step++) pace.add(step, step);
    expect(pace.rate()).toBe(1000);
  });
});
