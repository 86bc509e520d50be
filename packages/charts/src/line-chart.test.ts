import { describe, expect, it } from 'vitest';
import { type Line, type LineChart, lineChart } from './index.ts';
import { pathsIn, textsOf, tooltipsOf } from './testing/svg.ts';

const chart = (lines: Line[], options: Partial<LineChart> = {}) =>
  lineChart({ title: 'Loss', xLabel: 'Epoch', yLabel: 'Mean loss', lines, ...options });

const straight: Line = {
  label: 'a',
  points: [
    [0, 0],
    [10, 1],
  ],
};

const dotsOf = (svg: string) => svg.match(/<path [^>]*transform="matrix[^>]* fill="var\(--chart-1,/g) ?? [];

describe('lineChart', () => {
  it('is one standalone SVG picture that scales, and is the same each time', () => {
    const svg = chart([straight]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* role="img" viewBox="0 0 480 \d+"/);
    expect(svg).not.toMatch(/<svg [^>]* (width|height)=/);
    expect(svg).not.toContain('NaN');
    expect(chart([straight])).toBe(svg);
  });

  it('needs no scripts and no ids, so that a page may contain many', () => {
    expect(chart([straight])).not.toMatch(/<script| id=|url\(|zr\d|ecmeta/);
  });

  it('has the colours of the page, and those of light mode without a page', () => {
    expect(chart([straight])).toContain('stroke="var(--chart-1, #005b96)"');
    expect(chart([straight])).not.toContain('--line-');
  });

  it('joins the ends of the domain from corner to corner of the plot', () => {
    const svg = chart([straight], { xDomain: [0, 10], yDomain: [0, 1], plotHeight: 200 });
    expect(pathsIn(svg, 1)[0]).toMatch(/^M[\d.]+ 240L462 40$/);
  });

  it('does not draw points outside the domain', () => {
    const points: Line['points'] = [
      [-1, 0.5],
      [0, 0],
      [1, 1],
      [2, 7],
    ];
    const svg = chart([{ label: 'a', points }], { xDomain: [0, 2], yDomain: [0, 1], plotHeight: 200 });
    expect(pathsIn(svg, 1)[0]).toMatch(/^M[\d.]+ 240L26\d(\.\d)? 40$/);
  });

  it('puts ticks at round numbers, and only at whole numbers for whole values', () => {
    const points: Line['points'] = [
      [1, 0.03],
      [2, 0.97],
      [3, 0.5],
    ];
    const texts = textsOf(chart([{ label: 'a', points }]));
    expect(texts).toEqual(expect.arrayContaining(['1', '2', '3', '0', '0.2', '0.4', '0.6', '0.8']));
    expect(texts).not.toContain('1.5');
  });

  it('has a logarithmic axis on request', () => {
    const points: Line['points'] = [
      [0.001, 0],
      [0.01, 1],
      [0.1, 0],
    ];
    const svg = chart([{ label: 'a', points }], { isLogarithmic: true, yDomain: [0, 1] });
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['0.001', '0.01', '0.1']));
    const [left, middle, right] = [...pathsIn(svg, 1)[0]!.matchAll(/[ML]([\d.]+) /g)].map(([, x]) =>
      Number(x),
    );
    expect(middle! - left!).toBeCloseTo(right! - middle!, 0);
  });

  it('escapes text and replaces characters that XML forbids', () => {
    const hostile = '</title><script>alert("1")</script>&\u0000\ud800]]>{a|b}';
    const svg = chart([{ ...straight, label: hostile }, straight], {
      title: hostile,
      xLabel: hostile,
      yLabel: hostile,
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;\ufffd\ufffd');
    expect(svg).not.toMatch(/[\u0000\ud800]/u);
  });

  it('shortens a label that is longer than its space, but keeps it whole in its title', () => {
    const label = 'x'.repeat(300);
    const svg = chart([{ ...straight, label }, straight]);
    expect(textsOf(svg).find((text) => text.startsWith('xx'))).toMatch(/^x{20,80}…$/);
    expect(tooltipsOf(svg)).toContain(label);
  });

  it('leaves a gap where a value is missing, and a dot where a value stands alone', () => {
    const points: Line['points'] = [
      [0, 1],
      [1, 2],
      [2, null],
      [3, 3],
      [4, NaN],
      [5, Infinity],
      [6, 2],
      [7, 1],
    ];
    const svg = chart([{ label: 'a', points }]);
    expect(pathsIn(svg, 1)[0]!.match(/M/g)).toHaveLength(3);
    expect(dotsOf(svg)).toHaveLength(1);
  });

  it('shows a single point as a dot in the middle', () => {
    const svg = chart([{ label: 'a', points: [[1, 0.4]] }]);
    expect(dotsOf(svg)).toHaveLength(1);
    expect(textsOf(svg)).toContain('1');
    expect(svg).not.toContain('NaN');
  });

  it('says that there are no values where no line has any', () => {
    for (const lines of [[], [{ label: 'a', points: [] }], [{ label: 'a', points: [[0, null]] }]] as Line[][])
      expect(textsOf(chart(lines))).toContain('No values');
    expect(textsOf(chart([straight]))).not.toContain('No values');
  });

  it('has a legend for several lines and none for one, also where they have one name', () => {
    expect(textsOf(chart([straight]))).not.toContain('a');
    expect(textsOf(chart([straight, straight])).filter((text) => text === 'a')).toHaveLength(2);
  });

  it('distinguishes as many lines as there are colours and dashes', () => {
    const lines = Array.from({ length: 18 }, (_, index) => ({ ...straight, label: `line ${index}` }));
    const styles = [
      ...chart(lines).matchAll(
        /<path d="M6\d[^"]*" fill="none" stroke="(var\(--chart-\d[^"]*)"((?: [\w-]+="[^"]*")*)><title>/g,
      ),
    ].map(([, colour, dash]) => `${colour} ${dash}`);
    expect(new Set(styles).size).toBe(18);
  });

  it('draws an emphasised line last, a reference first, and makes the others thinner', () => {
    const svg = chart([
      { ...straight, label: 'mean', emphasis: true },
      { ...straight, label: 'seed' },
      { ...straight, label: 'chance', reference: true },
    ]);
    const drawn = [...svg.matchAll(/<path d="M6\d[^>]*stroke-width="([^"]*)"[^>]*><title>(\w+)/g)];
    expect(drawn.map(([, width, label]) => [label, width])).toEqual([
      ['seed', '1.3'],
      ['mean', '2.6'],
    ]);
    expect(svg.indexOf('<title>chance')).toBeLessThan(svg.indexOf('<title>seed'));
  });

  it('stays small for a curve of many thresholds, and keeps both its ends', () => {
    const points = Array.from(
      { length: 100_001 },
      (_, index) => [index / 1e5, (index / 1e5) ** 0.1] as const,
    );
    const svg = chart([{ label: 'ROC', points }], { xDomain: [0, 1], yDomain: [0, 1], plotHeight: 300 });
    expect(svg.length).toBeLessThan(20_000);
    expect(pathsIn(svg, 1)[0]).toMatch(/^M[\d.]+ 340L.* 40$/);
  });
});
