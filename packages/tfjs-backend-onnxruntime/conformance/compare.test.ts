import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { SpecResult } from './spec.ts';

const spec = (name: string, passed: boolean): SpecResult => ({ name, passed, kind: 'numbers', message: '' });

describe('the outcome, compared with the list of expected failures', () => {
  const results = [spec('add', true), spec('fft', false), spec('gather', false)];

  it('agrees if exactly the listed specs fail', () => {
    const differences = compare(results, [
      { reason: 'no complex numbers', specs: ['fft'] },
      { reason: 'no batches', specs: ['gather'] },
    ]);
    expect(differences).toEqual({ unexpected: [], passing: [], unknown: [] });
  });

  it('reports a failure that is not listed', () => {
    const { unexpected } = compare(results, [{ reason: 'no complex numbers', specs: ['fft'] }]);
    expect(unexpected).toEqual([results[2]]);
  });

  it('reports a listed spec that passes, does not exist or is listed twice', () => {
    const { passing, unknown } = compare(results, [
      { reason: 'none', specs: ['add', 'fft', 'gather', 'subtract', 'fft'] },
    ]);
    expect(passing).toEqual(['add']);
    expect(unknown).toEqual(['subtract', 'fft']);
  });
});
