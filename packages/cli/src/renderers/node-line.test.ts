import { describe, expect, it } from 'vitest';
import type { RunningStatus } from '@fcdd/runner';
import { formatNode, formatNodes } from './node-line.ts';

function training(seed: number, metrics: Record<string, number> = { loss: 0.28317 }): RunningStatus {
  return {
    id: `train class=3 seed=${seed}`,
    stage: 'train',
    fingerprint: 'f',
    startedAt: '2026-01-01T00:00:00.000Z',
    threads: 1,
    gpus: [],
    done: 38,
    total: 100,
    unit: 'steps',
    metrics,
    rate: 0.25,
    left: 248,
  };
}

describe('the line of a training', () => {
  it('tells how far it is, its loss, rate and time left, as far as they fit', () => {
    const whole = 'train class=3 seed=0  ██████░░░░░░░░░░ 38 %  loss 0.2832  15.0 steps/min, 4 min 8 s left';
    expect(formatNode(training(0), 120)).toBe(whole);
    expect(formatNode(training(0), 60)).toBe(whole.slice(0, whole.indexOf('  15')));
    expect(formatNode(training(0), 20)).toBe(whole.slice(0, 20));
  });

  it('is written for the first of many, and for none that tell no metrics', () => {
    const many = Array.from({ length: 12 }, (_, seed) => training(seed));
    const lines = formatNodes([training(99, {}), ...many], 120, 8);
    expect(lines).toHaveLength(9);
    expect(lines[0]).toContain('seed=0 ');
    expect(lines[8]).toBe('4 more');
    expect(formatNodes([training(0, {})], 120, 8)).toEqual([]);
  });
});
