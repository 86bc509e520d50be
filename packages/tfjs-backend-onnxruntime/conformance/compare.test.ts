import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { SpecResult } from './spec.ts';

const spec = (name: string, passed: boolean): SpecResult => ({ name, passed, kind: 'numbers', message: '' });

describe('the outcome beside the list of expected failures', () => {
  const results = [spec('add', true), spec('fft', false), spec('gather', false)];

  it('agrees if just the listed specs fail', () => {
    const differences = compare(results, [
      { reason: 'no complex numbers', specs: ['fft'] },
      { reason: 'no batches', specs: ['gather'] },
    ]);
    expect(differences).toEqual({ unexpected: [], passing: [], unknown: [] });
  });

  it('tells of a failure that is not listed', () => {
    const { unexpected } = compare(results, [{ reason: 'no complex numbers', specs: ['fft'] }]);
    expect(unexpected).toEqual([results[2]]);
  });

  it('tells of a listed spec that passes, that is not there or that is listed twice', () => {
    const { passing, unknown } = compare(results, [
      { reason: 'none', specs: ['add', 'fft', 'gather', 'subtract', 'fft'] },
    ]);
    expect(passing).toEqual(['add']);
    expect(unknown).toEqual(['subtract', 'fft']);
  });
});
