import { describe, expect, it } from 'vitest';
import { scheduleFactor } from './schedules.ts';

describe('learning rate schedules', () => {
  it('fall after each epoch', () => {
    const factors = [0, 1, 2].map((epoch) => scheduleFactor({ type: 'exponential', factor: 0.5 }, epoch));
    expect(factors).toEqual([1, 0.5, 0.25]);
  });

  it('fall after each milestone', () => {
    const schedule = { type: 'milestones', factor: 0.1, milestones: [400, 500] } as const;
    const factors = [0, 399, 400, 499, 500].map((epoch) =>
      scheduleFactor({ ...schedule, milestones: [400, 500] }, epoch),
    );
    expect(factors.map((factor) => Number(factor.toPrecision(6)))).toEqual([1, 1, 0.1, 0.1, 0.01]);
  });
});
