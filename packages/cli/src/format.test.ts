import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatMetrics, formatSeconds, formatTable, formatTime } from './format.ts';
import { parseDuration } from './command-line/parse.ts';

it('formats quantities for people', () => {
  expect([0, 999, 1000, 55_200_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 kB', '55.2 MB']);
  expect([7, 4321, 132_868_840].map(formatCount)).toEqual(['7', '4.3 k', '132.9 M']);
  expect([0.44, 59.6, 200, 18_720].map(formatSeconds)).toEqual([
    '0.4 s',
    '1 min 0 s',
    '3 min 20 s',
    '5 h 12 min',
  ]);
  expect(formatMetrics({ loss: 0.312_54, accuracy: 1 })).toBe('loss 0.3125, accuracy 1');
});

it('formats times where the user is, to the minute', () => {
  expect(formatTime(new Date(2026, 0, 31, 15, 4, 59).toISOString())).toBe('2026-01-31 15:04');
});

it('puts the columns of a table in line', () => {
  const rows = [
    ['a', '1', 'x'],
    ['long', '12', ''],
  ];
  expect(formatTable([['NAME', 'COUNT', 'NOTE'], ...rows], ['COUNT'])).toBe(
    ['NAME  COUNT  NOTE', 'a         1  x', 'long     12'].join('\n'),
  );
});

it('reads durations', () => {
  expect(['90', '90s', '1.5m', '12h', '2d'].map(parseDuration)).toEqual([90, 90, 90, 43_200, 172_800]);
  for (const text of ['', '0', 'soon', '-3s', '3w'])
    expect(() => parseDuration(text)).toThrow('Write it like');
});
