import { describe, expect, it } from 'vitest';
import { formatPace, formatPaceBar, nextPace } from './pace-line.ts';

const second = 1000;

describe('the line of a download', () => {
  it('tells how far it is, how fast, and how long it still takes', () => {
    const begun = nextPace(undefined, 0, 170e6, 0);
    expect(formatPace('cifar10', begun, 0)).toBe('cifar10: 0 % of 170.0 MB');
    const later = nextPace(begun, 85e6, 170e6, 17 * second);
    expect(formatPace('cifar10', later, 17 * second)).toBe('cifar10: 50 % of 170.0 MB, 5.0 MB/s, 17 s left');
    expect(formatPaceBar('cifar10', later, 17 * second)).toBe(
      'cifar10    ████████░░░░░░░░ 85.0 MB/170.0 MB  5.0 MB/s, 17 s left',
    );
  });

  it('does not take what an earlier download has left for speed', () => {
    const resumed = nextPace(nextPace(undefined, 100e6, 170e6, 0), 110e6, 170e6, 10 * second);
    expect(formatPace('cifar10', resumed, 10 * second)).toBe(
      'cifar10: 64 % of 170.0 MB, 1.0 MB/s, 1 min 0 s left',
    );
  });

  it('begins anew with the next file', () => {
    const first = nextPace(nextPace(undefined, 0, 10e6, 0), 10e6, 10e6, second);
    const next = nextPace(first, 1e6, 20e6, 2 * second);
    expect(formatPace('mnist', next, 2 * second)).toBe('mnist: 5 % of 20.0 MB');
  });
});
