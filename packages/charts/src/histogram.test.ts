import { describe, expect, it } from 'vitest';
import { type HistogramGroup, histogram } from './index.ts';
import { pathsIn, textsOf } from './testing/svg.ts';

const chart = (groups: HistogramGroup[], bins = 4) =>
  histogram({ title: 'Scores', xLabel: 'Score', groups, bins, plotHeight: 200 });

/** Returns the heights of the steps of a line, in units of the picture. */
const heightsOf = (path: string) => [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));

describe('histogram', () => {
  it('draws shares of each group, so that a group of ten counts as much as one of four', () => {
    const few = chart([{ label: 'nominal', repetitions: [[0, 1, 2, 4]] }]);
    const many = chart([{ label: 'nominal', repetitions: [[0, 0, 1, 1, 2, 2, 4, 4]] }]);
    expect(pathsIn(many, 1)).toEqual(pathsIn(few, 1));
    expect(textsOf(few)).toEqual(expect.arrayContaining(['Share, %', '25']));
  });

  it('counts a value in the bin that begins with it, and the largest in the last one', () => {
    const [line] = pathsIn(chart([{ label: 'a', repetitions: [[0, 0, 1, 4]] }]), 1);
    // Shares of 50, 25, 0 and 25 of at most 50 percent.
    expect(heightsOf(line!)).toEqual([240, 40, 40, 140, 140, 240, 240, 140, 140, 240]);
  });

  it('shows the mean of several repetitions, and each of them more faintly', () => {
    const svg = chart([
      {
        label: 'a',
        repetitions: [
          [0, 0, 4, 4],
          [0, 4, 4, 4],
        ],
      },
    ]);
    expect(pathsIn(svg, 1)).toHaveLength(3);
    expect(svg.match(/stroke-opacity="0.45"/g)).toHaveLength(2);
  });

  it('is logarithmic where positive values differ by orders of magnitude, and only there', () => {
    const wide = Array.from({ length: 100 }, (_, index) => 10 ** (index / 20));
    expect(textsOf(chart([{ label: 'a', repetitions: [wide] }]))).toContain('Score (logarithmic)');
    expect(textsOf(chart([{ label: 'a', repetitions: [[0, ...wide]] }]))).toContain('Score');
    expect(textsOf(chart([{ label: 'a', repetitions: [[1, 2, 3]] }]))).toContain('Score');
  });

  it('accepts one value, none, and values that are not numbers', () => {
    expect(chart([{ label: 'a', repetitions: [[3, NaN]] }])).not.toContain('NaN');
    expect(textsOf(chart([{ label: 'a', repetitions: [[]] }]))).toContain('No values');
    expect(textsOf(chart([]))).toContain('No values');
  });
});
