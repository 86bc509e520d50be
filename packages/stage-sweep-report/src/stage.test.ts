import { UserError } from '@fcdd/errors';
import { tableCells } from '@fcdd/report-pages/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Fixture, runSweepReport } from './testing/fixture.ts';

const rate = 'training.optimizer.learningRate';
const net = 'model.net';

/** Two learning rates by two nets; the metric depends on the net and hardly on the rate. */
const grid: Fixture = {
  parameters: [rate, net],
  variants: [
    { name: 'v01', values: { [rate]: 0.1, [net]: 'A' }, aucs: [[0.6], [0.7]] },
    { name: 'v02', values: { [rate]: 0.1, [net]: 'B' }, aucs: [[0.8], [0.9]] },
    { name: 'v03', values: { [rate]: 0.01, [net]: 'A' }, aucs: [[0.62], [0.7]] },
    { name: 'v04', values: { [rate]: 0.01, [net]: 'B' }, aucs: [[0.82], [0.9]], report: 'variants/v04/report.html' }, // prettier-ignore
  ],
};

describe('variants', () => {
  it('are sorted by the mean over classes, with deviations over classes and over seeds', async () => {
    const { sweep } = await runSweepReport({
      parameters: [net],
      variants: [
        { name: 'v01', values: { [net]: 'A' }, aucs: [[0.5, 0.7], [0.6]] },
        { name: 'v02', values: { [net]: 'B' }, aucs: [[0.8, 0.9], [0.9, 1]] }, // prettier-ignore
      ],
    });
    expect(sweep.variants.map(({ name }) => name)).toEqual(['v02', 'v01']);
    const [best, second] = sweep.variants;
    expect(best!.mean).toBeCloseTo(0.9, 12);
    // Of 0.85 and 0.95, and of 0.85 and 0.95.
    expect(best!.deviationOverClasses).toBeCloseTo(Math.SQRT1_2 / 10, 12);
    expect(best!.deviationOverSeeds).toBeCloseTo(Math.SQRT1_2 / 10, 12);
    // Of 0.6 and 0.6, and of 0.55 and 0.7.
    expect(second!.deviationOverClasses).toBeCloseTo(0, 12);
    expect(second!.deviationOverSeeds).toBeCloseTo(0.15 * Math.SQRT1_2, 12);
  });

  it('with one class and seed have no deviations', async () => {
    const { sweep, html } = await runSweepReport({
      parameters: [net],
      variants: [{ name: 'v01', values: { [net]: 'A' }, aucs: [[0.5]] }],
    });
    expect(sweep.variants).toMatchObject([{ deviationOverClasses: null, deviationOverSeeds: null }]);
    expect(html).not.toContain('±');
  });

  it('are compared by another figure if the sweep says so', async () => {
    const { sweep, html } = await runSweepReport({ ...grid, metric: 'pro' });
    expect(sweep.variants[0]).toMatchObject({ name: 'v04', mean: 0.43 });
    expect(html).toContain('best mean PRO');
  });

  it('without the figure are refused', async () => {
    await expect(runSweepReport({ ...grid, metric: 'pixelAuc' })).rejects.toThrow(UserError);
  });

  it('are a table with a column for each swept path and a link to each report', async () => {
    const { html, table } = await runSweepReport(grid);
    expect(tableCells(html, 'table-variants')).toEqual([
      ['Variant', 'learningRate', 'net', 'Mean AUC', 'Over classes', 'Over seeds'],
      ['v04', '0.01', 'B', '0.860', '± 0.057', '–'],
      ['v02', '0.1', 'B', '0.850', '± 0.071', '–'],
      ['v03', '0.01', 'A', '0.660', '± 0.057', '–'],
      ['v01', '0.1', 'A', '0.650', '± 0.071', '–'],
    ]);
    expect(html).toContain('<a href="variants/v04/report.html">v04</a>');
    expect(table.slice(0, 2)).toEqual([
      ['variant', 'learningRate', 'net', 'left_after_epochs', 'auc', 'auc_deviation_over_classes', 'auc_deviation_over_seeds', 'classes', 'seeds'], // prettier-ignore
      ['v04', '0.01', 'B', '', '0.86', '0.056569', '', '2', '1'],
    ]);
  });
});

describe('effects', () => {
  it('have the share of variance between values, and the mean of each value', async () => {
    const { sweep } = await runSweepReport(grid);
    const [ofRate, ofNet] = sweep.effects;
    // Sums of squares around the mean 0.755: 0.0401 in all, 0.04 between nets, 0.0001 between rates.
    expect(ofNet!.varianceExplained).toBeCloseTo(0.04 / 0.0401, 9);
    expect(ofRate!.varianceExplained).toBeCloseTo(0.0001 / 0.0401, 9);
    expect(ofRate!.values.map(({ value, variants }) => [value, variants])).toEqual([[0.01, 2], [0.1, 2]]); // prettier-ignore
    expect(ofNet!.values.map(({ mean }) => mean.toFixed(3))).toEqual(['0.655', '0.855']);
    expect(ofNet!.rankCorrelation).toBeNull();
  });

  it('of numbers that all differ are shown by their order', async () => {
    const { sweep } = await runSweepReport({
      parameters: [rate],
      variants: [0.001, 0.01, 0.1].map((value, index) => ({
        name: `v${index}`,
        values: { [rate]: value },
        aucs: [[0.9 - index / 10]],
      })),
    });
    expect(sweep.effects).toMatchObject([{ varianceExplained: null, rankCorrelation: -1 }]);
  });

  it.each([
    [
      [0.001, 0.005, 0.05],
      ['0.001', '0.01', '0.1'],
    ],
    [
      [0.01, 0.05, 0.1],
      ['0.02', '0.04', '0.08'],
    ],
  ])('of %j have axes that separate them', async (rates, ticks) => {
    const { html } = await runSweepReport({
      parameters: [rate],
      variants: rates.map((value, index) => ({
        name: `v${index}`,
        values: { [rate]: value },
        aucs: [[0.9]],
      })),
    });
    const charts = html.match(/<svg .*?<\/svg>/gs)!.filter((svg) => svg.includes('learningRate'));
    expect(charts).toHaveLength(2);
    for (const chart of charts)
      expect([...chart.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text)).toEqual(
        expect.arrayContaining(ticks),
      );
  });

  it('are measured on the rung that compared all variants', async () => {
    const { sweep, html } = await runSweepReport(halved);
    expect(sweep.effects[0]).toMatchObject({
      variants: 3,
      values: [{ mean: 0.7 }, { mean: 0.68 }, { mean: 0.65 }],
    });
    expect(html).toContain('Measured on 3 variants after 2 epochs, when all were compared');
  });
});

describe('successive halving', () => {
  it('ranks variants that continued above the others, and shows each rung', async () => {
    const { sweep, html } = await runSweepReport(halved);
    expect(sweep.variants.map(({ name }) => name)).toEqual(['v02', 'v01', 'v03']);
    expect(tableCells(html, 'table-rung-0')).toEqual([
      ['Variant', 'Mean AUC', 'Continued'],
      ['v01', '0.700', 'yes'],
      ['v02', '0.680', 'yes'],
      ['v03', '0.650', 'no'],
    ]);
    expect(html).toContain('After 2 epochs: 2 variants of 3 continued');
    expect(html).toContain('Variants after 2 epochs');
    expect(tableCells(html, 'table-variants').at(-1)).toEqual(['v03', 'c', '2 epochs', '0.650', '–', '–']);
  });

  it('is not mentioned if there is none', async () => {
    expect((await runSweepReport(grid)).html).not.toMatch(/halving|left behind/i);
  });
});

describe('best.yaml', () => {
  it('has the values of the best variant at their paths', async () => {
    const { best } = await runSweepReport(grid);
    expect(best).toMatch(/^# The best of 4 variants of mine: v04, mean AUC 0\.860\n/);
    expect(parse(best)).toEqual({
      name: 'mine-best',
      training: { optimizer: { learningRate: 0.01 } },
      model: { net: 'B' },
    });
  });

  it('has these values over everything else in the experiment, and another name', async () => {
    const given = { version: 1, name: 'mine', model: { net: 'A', bias: false }, training: { epochs: 3 } };
    const { best } = await runSweepReport({ ...grid, given });
    expect(parse(best)).toEqual({
      version: 1,
      name: 'mine-best',
      model: { net: 'B', bias: false },
      training: { epochs: 3, optimizer: { learningRate: 0.01 } },
    });
  });

  it("names the user's files by absolute paths, not by paths relative to the experiment", async () => {
    const path = 'dataset.path';
    const { best } = await runSweepReport({
      parameters: [path],
      variants: [
        { name: 'v01', values: { [path]: '../a' }, files: { [path]: 'sha256:a' }, aucs: [[0.5]] },
        { name: 'v02', values: { [path]: '../b' }, files: { [path]: 'sha256:b' }, aucs: [[0.9]] },
      ],
      given: { dataset: { name: 'custom', path: '../a' } },
      files: { 'sha256:a': '/images/a', 'sha256:b': '/images/b' },
    });
    expect(parse(best)).toMatchObject({ dataset: { name: 'custom', path: '/images/b' } });
  });

  it('puts a value into another that is swept as a whole', async () => {
    const { best } = await runSweepReport({
      parameters: ['training.schedule', 'training.schedule.factor'],
      variants: [
        {
          name: 'v01',
          values: {
            'training.schedule': { type: 'exponential', factor: 1 },
            'training.schedule.factor': 0.9,
          },
          aucs: [[1]],
        },
      ],
    });
    expect(parse(best)).toMatchObject({ training: { schedule: { type: 'exponential', factor: 0.9 } } });
  });
});

it('hostile names and values are escaped, defused and never set a prototype', async () => {
  const hostile = `"><script>alert('1')</script><img src=x onerror=alert(1)>\n=1+1`;
  const { html, table, best } = await runSweepReport({
    experiment: hostile,
    parameters: ['__proto__.polluted', 'model.net'],
    variants: [
      { name: '=cmd', values: { '__proto__.polluted': '@x', 'model.net': hostile }, aucs: [[1]], report: 'javascript:alert(1)' }, // prettier-ignore
      { name: 'b', values: { '__proto__.polluted': 'y', 'model.net': 'B' }, aucs: [[0.5]] },
    ],
  });
  expect(html).not.toContain("<script>alert('1')");
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain('href="javascript:');
  expect(table[1]!.slice(0, 2)).toEqual(["'=cmd", "'@x"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(best.split('\n').slice(0, 2)).toEqual([expect.stringMatching(/^# The best of 2 /), '']);
  expect(parse(best)).toMatchObject({ model: { net: hostile } });
});

/** The third variant was stopped after two epochs, with a better metric than the first has at its end. */
const halved: Fixture = {
  parameters: [net],
  variants: [
    { name: 'v01', values: { [net]: 'a' }, aucs: [[0.6]] },
    { name: 'v02', values: { [net]: 'b' }, aucs: [[0.8]] },
    { name: 'v03', values: { [net]: 'c' }, aucs: [[0.65]], epochs: 2 },
  ],
  rungs: [
    {
      epochs: 2,
      variants: [
        { name: 'v01', value: 0.7 },
        { name: 'v02', value: 0.68 },
        { name: 'v03', value: 0.65 },
      ],
      kept: ['v01', 'v02'],
    },
  ],
};
