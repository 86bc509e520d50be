import { describe, expect, it } from 'vitest';
import { type Lane, timeline } from './index.ts';
import { textsOf, tooltipsOf } from './testing/svg.ts';

const chart = (lanes: Lane[]) =>
  timeline({
    title: 'Run',
    xLabel: 'Seconds',
    lanes,
    legend: { done: 'computed', reused: 'from the cache' },
  });

const bar = (start: number, end: number, kind: 'done' | 'reused' = 'done') => ({
  start,
  end,
  kind,
  tooltip: `${start} to ${end}`,
});

describe('timeline', () => {
  it('has one row per lane from the top, and a text for each bar under the pointer', () => {
    const svg = chart([
      { label: 'data', bars: [bar(0, 5)] },
      { label: 'train', bars: [bar(5, 30), bar(6, 31)] },
    ]);
    const labels = [...svg.matchAll(/translate\([\d.]+ ([\d.]+)\)"[^>]*>(data|train)</g)];
    expect(labels.map(([, y, label]) => [label, Number(y)])).toEqual([
      ['data', 53],
      ['train', 79],
    ]);
    expect(tooltipsOf(svg)).toEqual(['0 to 5', '5 to 30', '6 to 31']);
  });

  it('shows reused results differently, and explains both kinds where both occur', () => {
    const mixed = chart([{ label: 'train', bars: [bar(0, 0, 'reused'), bar(0, 9)] }]);
    expect(textsOf(mixed)).toEqual(expect.arrayContaining(['computed', 'from the cache']));
    expect(mixed).toMatch(/fill="var\(--chart-paper[^>]*stroke="var\(--chart-5[^>]*><title>0 to 0/);
    expect(textsOf(chart([{ label: 'train', bars: [bar(0, 9)] }]))).not.toContain('computed');
  });

  it('keeps a bar that is shorter than a pixel visible', () => {
    const svg = chart([
      { label: 'train', bars: [bar(0, 36_000)] },
      { label: 'report', bars: [bar(36_000, 36_001)] },
    ]);
    const widths = [...svg.matchAll(/<path d=\"M[\d.]+ [\d.]+l([\d.]+) 0l[^>]*><title>/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths[0]).toBeGreaterThan(700);
    expect(widths[1]).toBe(1.5);
  });

  it('escapes labels, cuts long ones, and says where there are no bars', () => {
    expect(chart([{ label: '<script>'.repeat(60), bars: [bar(0, 1)] }])).not.toContain('<script');
    expect(textsOf(chart([]))).toContain('No values');
  });
});
