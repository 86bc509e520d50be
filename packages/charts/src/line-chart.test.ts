import { describe, expect, it } from 'vitest';
import { type Line, type LineChart, lineChart } from './index.ts';

const chart = (lines: Line[], options: Partial<LineChart> = {}) =>
  lineChart({ title: 'Loss', xLabel: 'Epoch', yLabel: 'Mean loss', lines, ...options });

const straight: Line = {
  label: 'a',
  points: [
    [0, 0],
    [10, 1],
  ],
};

const pathsOf = (svg: string) =>
  [...svg.matchAll(/<path class="line" d="([^"]*)"/g)].map(([, path]) => path!).filter(Boolean);
const dotsOf = (svg: string) => svg.match(/<circle class="dot"/g) ?? [];
const ticksOf = (svg: string, axis: 'x' | 'y') =>
  [...svg.matchAll(new RegExp(`<text class="tick ${axis}"[^>]*>([^<]*)<`, 'g'))].map(([, text]) => text);

describe('lineChart', () => {
  it('is one standalone SVG picture that scales, and the same each time', () => {
    const svg = chart([straight]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* viewBox="0 0 480 \d+"/);
    expect(svg).not.toMatch(/<svg xmlns[^>]* (width|height)=/);
    expect(svg).not.toContain('NaN');
    expect(chart([straight])).toBe(svg);
  });

  it('joins the ends of the domain from corner to corner of the plot', () => {
    const [path] = pathsOf(chart([straight], { xDomain: [0, 10], yDomain: [0, 1], plotHeight: 200 }));
    expect(path).toMatch(/^M0,200L\d+(\.\d)?,0$/);
  });

  it('puts ticks at even numbers, and only at whole ones between whole values', () => {
    const points: Line['points'] = [
      [1, 0.03],
      [2, 0.97],
      [3, 0.5],
    ];
    const svg = chart([{ label: 'a', points }]);
    expect(ticksOf(svg, 'x')).toEqual(['1', '2', '3']);
    expect(ticksOf(svg, 'y')).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  });

  it('escapes text and replaces characters that XML forbids', () => {
    const hostile = '</title><script>alert("1")</script>&\u0000\ud800';
    const svg = chart([{ ...straight, label: hostile }, straight], {
      title: hostile,
      xLabel: hostile,
      yLabel: hostile,
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;\ufffd\ufffd');
    expect(svg).not.toMatch(/[\u0000\ud800]/u);
  });

  it('shortens a label that is longer than its place but keeps it whole in its title', () => {
    const label = 'x'.repeat(300);
    const svg = chart([{ ...straight, label }, straight]);
    expect(svg).toMatch(/<text class="legend"[^>]*>x{20,80}…<\/text>/);
    expect(svg).toContain(`<title>${label}</title>`);
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
    expect(pathsOf(svg)[0]!.match(/M/g)).toHaveLength(3);
    expect(dotsOf(svg)).toHaveLength(1);
  });

  it('shows a single point as a dot in the middle', () => {
    const svg = chart([{ label: 'a', points: [[1, 0.4]] }]);
    expect(dotsOf(svg)).toHaveLength(1);
    expect(ticksOf(svg, 'x')).toEqual(['1']);
    expect(svg).not.toContain('NaN');
  });

  it('says that there are no values where no line has any', () => {
    for (const lines of [[], [{ label: 'a', points: [] }], [{ label: 'a', points: [[0, null]] }]] as Line[][])
      expect(chart(lines)).toContain('>No values<');
    expect(chart([straight])).not.toContain('No values');
  });

  it('has a legend for several lines and none for one', () => {
    expect(chart([straight])).not.toContain('class="legend"');
    expect(chart([straight, { ...straight, label: 'b' }]).match(/class="legend"/g)).toHaveLength(2);
  });

  it('tells as many lines apart as there are colours and dashes', () => {
    const lines = Array.from({ length: 18 }, (_, index) => ({ ...straight, label: `line ${index}` }));
    const styles = [...chart(lines).matchAll(/<g class="(colour-\d dash-\d)">/g)].map(([, style]) => style);
    expect(new Set(styles).size).toBe(18);
  });

  it('draws an emphasised line last, a reference first, and the others more quietly', () => {
    const svg = chart([
      { ...straight, label: 'mean', emphasis: true },
      { ...straight, label: 'seed' },
      { ...straight, label: 'chance', reference: true },
    ]);
    const drawn = svg.slice(0, svg.indexOf('class="label"'));
    const order = ['class="reference"', 'class="colour-0 dash-0 quiet"', 'class="emphasis"'];
    const places = order.map((style) => drawn.indexOf(style));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('stays small for a curve of many thresholds, and keeps both its ends', () => {
    const points = Array.from(
      { length: 100_001 },
      (_, index) => [index / 1e5, (index / 1e5) ** 0.1] as const,
    );
    const svg = chart([{ label: 'ROC', points }], { xDomain: [0, 1], yDomain: [0, 1], plotHeight: 300 });
    expect(svg.length).toBeLessThan(20_000);
    expect(pathsOf(svg)[0]).toMatch(/^M0,300L.*,0$/);
  });
});
