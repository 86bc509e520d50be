import { describe, expect, it } from 'vitest';
import { type PointChart, pointChart } from './index.ts';
import { textsOf, tooltipsOf } from './testing/svg.ts';

const chart = (options: Partial<PointChart> = {}) =>
  pointChart({
    title: 'AUC by class',
    xLabel: 'AUC',
    categories: ['shirt', 'shoe'],
    groups: [
      {
        label: 'FCDD',
        values: [
          { value: 0.8, deviation: 0.1 },
          { value: 0.9, deviation: null },
        ],
      },
      { label: 'HSC', values: [{ value: 0.7, deviation: 0.05 }, null] },
    ],
    ...options,
  });

describe('pointChart', () => {
  it('shows each value with its deviation under the pointer, and skips missing values', () => {
    expect(tooltipsOf(chart())).toEqual(
      expect.arrayContaining(['shirt, FCDD: 0.8 ± 0.1', 'shoe, FCDD: 0.9', 'shirt, HSC: 0.7 ± 0.05']),
    );
    expect(chart()).not.toMatch(/shoe, HSC|NaN/);
  });

  it('puts values and the ends of their error bars to scale', () => {
    const svg = chart({ xDomain: [0, 1] });
    const dots = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const [bar] = [...svg.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+M/g)].map((match) =>
      match.slice(1).map(Number),
    );
    const unit = (dots[1]! - dots[0]!) / 0.1;
    expect(bar![1]! - bar![0]!).toBeCloseTo(0.2 * unit, 0);
    expect((bar![0]! + bar![1]!) / 2).toBeCloseTo(dots[0]!, 0);
  });

  it('draws bars from zero', () => {
    expect(textsOf(chart())).not.toContain('0');
    expect(textsOf(chart({ mark: 'bar' }))).toContain('0');
  });

  it('escapes names, is the same each time, and says where there are no values', () => {
    expect(chart({ categories: ['<script>', '&'], title: '<script>' })).not.toContain('<script');
    expect(chart()).toBe(chart());
    expect(textsOf(chart({ categories: [], groups: [] }))).toContain('No values');
  });
});
