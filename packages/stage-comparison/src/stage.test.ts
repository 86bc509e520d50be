import { UserError } from '@fcdd/errors';
import { tableCells } from '@fcdd/report-pages/testing';
import { describe, expect, it } from 'vitest';
import { type Fixture, runComparison } from './testing/fixture.ts';

/** Ten classes; `second` is better in all of them, by different amounts. */
const names = Array.from({ length: 10 }, (_, index) => `class ${index}`);
const aucsOf = (aucOf: (index: number) => number) =>
  Object.fromEntries(names.map((name, index) => [name, [aucOf(index), aucOf(index) + 0.01]]));
const first: Fixture = { name: 'first', aucs: aucsOf((index) => 0.7 + index / 100) };
const second: Fixture = { name: 'second', aucs: aucsOf((index) => 0.72 + index / 90) };

describe('AUC by class', () => {
  it('has means and deviations over seeds, differences to the first, and their mean', async () => {
    const { comparison, html } = await runComparison(
      { name: 'a', aucs: { shirt: [0.8, 0.9], shoe: [0.9] } },
      { name: 'b', aucs: { shirt: [0.9, 0.9], shoe: [0.96] } },
    );
    expect(comparison.subjects).toEqual([
      { name: 'a', experiment: 'a', objective: 'fcdd', dataSet: 'fmnist', counts: { classes: 2, seeds: 2, runs: 3 } }, // prettier-ignore
      { name: 'b', experiment: 'b', objective: 'fcdd', dataSet: 'fmnist', counts: { classes: 2, seeds: 2, runs: 3 } }, // prettier-ignore
    ]);
    expect(tableCells(html, 'table-auc')).toEqual([
      ['Class', 'a', 'b', 'b − a'],
      ['shirt', '0.850 ± 0.071', '0.900 ± 0.000', '+0.050'],
      ['shoe', '0.900', '0.960', '+0.060'],
      ['Common classes', '0.875', '0.930', '+0.055'],
    ]);
    expect(comparison.figures.map(({ figure }) => figure)).toEqual(['auc']);
  });

  it('lists classes that only one has, and excludes them from means and tests', async () => {
    const { comparison, html } = await runComparison(
      { name: 'a', aucs: { shirt: [0.8], shoe: [0.9] } },
      { name: 'b', aucs: { shoe: [0.95], bag: [0.5] } },
    );
    expect(tableCells(html, 'table-auc').slice(1)).toEqual([
      ['shirt', '0.800', '–', '–'],
      ['shoe', '0.900', '0.950', '+0.050'],
      ['bag', '–', '0.500', '–'],
      ['Common classes', '0.900', '0.950', '+0.050'],
    ]);
    expect(html).toContain('a lacks bag.');
    expect(html).toContain('b lacks shirt.');
    expect(comparison.figures[0]!.differences).toMatchObject([{ tTest: null, signedRanks: null }]);
  });

  it('says that no class is common', async () => {
    const { html } = await runComparison({ name: 'a', aucs: { x: [1] } }, { name: 'b', aucs: { y: [1] } });
    expect(html).toContain('b and a have no class in common.');
  });

  it('is also a table for spreadsheets', async () => {
    const { table } = await runComparison(
      { name: 'a', aucs: { '=1+1': [0.8, 0.9] }, figures: { pro: 0.5 } },
      { name: '@b', aucs: { '=1+1': [0.9, 0.9] } },
    );
    expect(table).toEqual([
      ['class', 'experiment', 'objective', 'seeds', 'auc', 'auc_deviation', 'auc_difference', 'pro', 'pro_deviation', 'pro_difference'], // prettier-ignore
      ["'=1+1", 'a', 'fcdd', '2', '0.85', '0.070711', '', '0.5', '0', ''],
      ["'=1+1", "'@b", 'fcdd', '2', '0.9', '0', '0.05', '', '', ''],
    ]);
  });
});

describe('tests', () => {
  it('are over the common classes, and are explained in words', async () => {
    const { comparison, html } = await runComparison(first, second);
    const [difference] = comparison.figures[0]!.differences;
    // scipy: ttest_rel and wilcoxon of 0.72 + i / 90 and 0.7 + i / 100.
    expect(difference!.tTest!.pValue / 2.18000157e-9).toBeCloseTo(1, 3);
    expect(difference!.signedRanks!.pValue).toBeCloseTo(2 / 2 ** 10, 12);
    expect(html).toContain(
      'second has a higher AUC than first, by 0.025 on average over 10 classes. Such a difference is rarely due to chance alone (paired t-test p &lt; 0.001, signed-rank test p = 0.002).',
    );
  });

  it('are corrected if there are several', async () => {
    const two = await runComparison(first, second);
    const three = await runComparison(first, second, { ...second, name: 'third' });
    const pValue = two.comparison.figures[0]!.differences[0]!.signedRanks!;
    expect(pValue.correctedPValue).toBe(pValue.pValue);
    expect(three.comparison.figures[0]!.differences.map((one) => one.signedRanks!.correctedPValue)).toEqual([
      pValue.pValue * 2,
      pValue.pValue * 2,
    ]);
    expect(three.html).toContain('corrected for 2 comparisons (Holm)');
    expect(two.html).not.toContain('Holm');
  });

  it.each([
    [{ x: [0.7], y: [0.7] }, 'No class differs, so there is nothing to test.'],
    [
      { x: [0.8], y: [0.8] },
      'All classes differ by the same amount, so there is no t-test; signed-rank test p = 0.500.',
    ],
    [{ x: [0.8], y: [0.75] }, 'This may be chance: 2 classes are too few for the signed-rank test'],
    [{ x: [0.8] }, 'This may be chance: a test needs at least two classes that both have.'],
  ])('are careful with few classes: %j', async (aucs, sentence) => {
    const { html } = await runComparison({ name: 'a', aucs: { x: [0.7], y: [0.7] } }, { name: 'b', aucs });
    expect(html).toContain(sentence);
  });

  it('say that they disagree, or that they find no difference', async () => {
    const shifted = (shift: (index: number) => number): Fixture => ({
      name: 'other',
      aucs: aucsOf((index) => 0.7 + index / 100 + shift(index)),
    });
    const noise = await runComparison(
      first,
      shifted((index) => (index % 2 ? 0.01 : -0.011)),
    );
    expect(noise.html).toContain('This may well be chance');
    const outlier = await runComparison(
      first,
      shifted((index) => (index === 0 ? 0.2 : 0.001)),
    );
    expect(outlier.html).toContain('The tests do not agree, so this is only a hint');
  });
});

describe('a single experiment', () => {
  it('is compared with its baselines', async () => {
    const { comparison, html } = await runComparison({
      name: 'mine',
      aucs: { shirt: [0.9] },
      baselines: [
        { objective: 'hsc', aucs: { shirt: [0.8] } },
        { objective: 'ae', aucs: { shirt: [0.7] } },
      ],
    });
    expect(comparison.subjects.map(({ name, experiment }) => [name, experiment])).toEqual([
      ['fcdd', 'mine'],
      ['hsc', 'mine'],
      ['ae', 'mine'],
    ]);
    expect(tableCells(html, 'table-auc')[1]).toEqual([
      'shirt',
      '0.900',
      '0.800',
      '−0.100',
      '0.700',
      '−0.200',
    ]);
  });

  it('shows the settings of each objective', async () => {
    const { html } = await runComparison({
      name: 'mine',
      aucs: { shirt: [0.9] },
      baselines: [{ objective: 'hsc', aucs: { shirt: [0.8] } }],
      detectorFacts: { fcdd: { net: 'FCDD_CNN28' }, hsc: { net: 'CNN28', gradient: 'xgrad' } },
    });
    const rows = tableCells(html, 'table-experiments');
    expect(rows).toContainEqual(['net', 'FCDD_CNN28', 'CNN28']);
    expect(rows).toContainEqual(['gradient', '–', 'xgrad']);
  });

  it('without baselines is refused', async () => {
    await expect(runComparison(first)).rejects.toThrow(UserError);
  });
});

describe('page', () => {
  it('shows settings side by side, and warns of different data sets', async () => {
    const { html } = await runComparison(
      { ...first, facts: { Net: 'FCDD_CNN28', Epochs: '5' } },
      { ...second, dataSet: 'cifar10', facts: { Net: 'FCDD_CNN32' } },
    );
    const rows = tableCells(html, 'table-experiments');
    expect(rows).toContainEqual(['Net', 'FCDD_CNN28', 'FCDD_CNN32']);
    expect(rows).toContainEqual(['Epochs', '5', '–']);
    expect(html).toContain('different data sets (fmnist, cifar10)');
  });

  it('has tables and tests of the other figures that any experiment has', async () => {
    const { html } = await runComparison(
      { ...first, figures: { pro: 0.5 } },
      { ...second, figures: { pro: 0.6 } },
    );
    expect(tableCells(html, 'table-pro')[1]).toEqual(['class 0', '0.500 ± 0.000', '0.600 ± 0.000', '+0.100']);
    expect(tableCells(html, 'table-tests').map(([figure]) => figure)).toEqual(['Figure', 'AUC', 'PRO']);
    expect(html).not.toContain('id="table-pixelAuc"');
    expect(html).toContain('second has a higher PRO than first, by 0.100');
  });

  it('escapes whatever names and descriptions contain', async () => {
    const hostile = `"><script>alert('1')</script></title></style><img src=x onerror=alert(1)>`;
    const { html } = await runComparison(
      {
        name: hostile,
        dataSet: hostile,
        description: hostile,
        aucs: { [hostile]: [1] },
        facts: { [hostile]: hostile },
      },
      { name: 'b', aucs: { [hostile]: [1] } },
    );
    expect(html).not.toContain("<script>alert('1')");
    expect(html).not.toContain('<img src=x');
  });
});
