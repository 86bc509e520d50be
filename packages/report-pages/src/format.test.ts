import { expect, it } from 'vitest';
import { formatDuration, formatScore, formatTime, toWords } from './format.ts';

it('formats durations for readers', () => {
  const said = [0.04, 9.94, 12.4, 59.6, 200, 3599.7, 7500].map(formatDuration);
  expect(said).toEqual(['0.0 s', '9.9 s', '12 s', '1 min 0 s', '3 min 20 s', '1 h 0 min', '2 h 5 min']);
});

it('keeps two digits of a score', () => {
  expect([0.00123, 1, 12.34, 149.6].map(formatScore)).toEqual(['0.0012', '1.0', '12', '150']);
});

it('formats times in UTC, and leaves other text unchanged', () => {
  expect(formatTime('2026-03-01T12:30:59+02:00')).toBe('2026-03-01 10:30 UTC');
  expect(formatTime('yesterday')).toBe('yesterday');
});

it('splits names into words', () => {
  expect(toWords('learningRate')).toBe('learning rate');
});
