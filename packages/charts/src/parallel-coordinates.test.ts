import { describe, expect, it } from 'vitest';
import { type ParallelAxis, type ParallelLine, parallelCoordinates } from './index.ts';
import { textsOf, tooltipsOf } from './testing/svg.ts';

const axes: ParallelAxis[] = [
  { label: 'learning rate', type: 'logarithmic' },
  { label: 'net', type: 'categories' },
  { label: 'AUC', type: 'linear' },
];
const chart = (lines: ParallelLine[]) => parallelCoordinates({ title: 'Variants', axes, lines });

const best: ParallelLine = { label: 'best', values: [0.01, 'CNN28', 0.95], emphasis: true };
const worst: ParallelLine = { label: 'worst', values: [0.0001, 'CNN28_W', 0.7] };

const strokeOf = (svg: string, label: string) =>
  new RegExp(`stroke="([^"]*)"[^>]*><title>${label}:`).exec(svg)?.[1];

describe('parallelCoordinates', () => {
  it('names axes and categories, and gives a logarithmic axis powers of ten', () => {
    const texts = textsOf(chart([best, worst]));
    expect(texts).toEqual(expect.arrayContaining(['learning rate', 'net', 'AUC', 'CNN28', 'CNN28_W']));
    expect(texts).toEqual(expect.arrayContaining(['0.01', '0.001', '1e-4']));
  });

  it('colours lines by the last axis, from blue for the lowest to orange for the highest', () => {
    const svg = chart([best, worst]);
    expect(strokeOf(svg, 'worst')).toBe('rgba(59,120,196,1)');
    expect(strokeOf(svg, 'best')).toBe('rgba(201,98,47,1)');
  });

  it('shows all values of a line under the pointer, and draws the emphasised line above the others', () => {
    expect(tooltipsOf(chart([best, worst]))).toEqual([
      'worst: learning rate 0.0001, net CNN28_W, AUC 0.7',
      'best: learning rate 0.01, net CNN28, AUC 0.95',
    ]);
  });

  it('leaves a gap where a value is missing', () => {
    const svg = chart([best, { label: 'failed', values: [0.001, 'CNN28', null] }]);
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(tooltipsOf(svg)).toContain('failed: learning rate 0.001, net CNN28, AUC none');
  });

  it('escapes names, is the same each time, and says where there are no values', () => {
    const hostile: ParallelLine = { label: '<script>', values: [1, '<script>', 1] };
    expect(chart([hostile])).not.toContain('<script');
    expect(chart([best, worst])).toBe(chart([best, worst]));
    expect(textsOf(chart([]))).toContain('No values');
  });
});
