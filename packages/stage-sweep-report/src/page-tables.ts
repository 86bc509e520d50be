import { type Cell, formatAuc, formatCount, renderTable } from '@fcdd/report-pages';
import type { Effect } from './effects.ts';
import { shortNames, valueText } from './names.ts';
import type { EvaluatedSweep, Rung } from './sweep.ts';

/** A table with a row for each variant, from the best, and a column for each swept parameter. */
export function variantsTable({ variants, parameters, heading, rungs }: EvaluatedSweep): string {
  const isHalved = rungs.length > 0;
  return renderTable({
    id: 'table-variants',
    caption: `Variants by mean ${heading}`,
    columns: [
      'Variant',
      ...shortNames(parameters).map((name, index) => ({
        heading: name,
        isText: !variants.every(({ values }) => typeof values[parameters[index]!] === 'number'),
      })),
      ...(isHalved ? ['Stopped after'] : []),
      `Mean ${heading}`,
      'Over classes',
      'Over seeds',
    ],
    rows: variants.map(({ name, values, report, epochs, ...measured }, rank) => [
      { text: name, ...(report !== undefined && { link: addressOf(report) }) },
      ...parameters.map((path) => valueCell(values[path])),
      ...(isHalved ? [epochsCell(epochs)] : []),
      { text: formatAuc(measured.mean), value: measured.mean, isStrong: rank === 0 },
      deviationCell(measured.deviationOverClasses),
      deviationCell(measured.deviationOverSeeds),
    ]),
  });
}

/** A table with a row for each parameter: how strongly the metric depends on it. */
export function effectsTable(effects: readonly Effect[], names: readonly string[]): string {
  return renderTable({
    id: 'table-effects',
    caption: 'Dependence of the metric on swept parameters',
    columns: ['Parameter', 'Values', 'Variance explained (η²)', 'Rank correlation (Spearman)'],
    rows: effects.map(({ values, varianceExplained, rankCorrelation }, index) => [
      names[index]!,
      String(values.length),
      varianceExplained === null
        ? '–'
        : { text: `${(100 * varianceExplained).toFixed(0)} %`, value: varianceExplained },
      rankCorrelation === null
        ? '–'
        : { text: rankCorrelation.toFixed(2).replace('-', '−'), value: rankCorrelation },
    ]),
  });
}

/** A table with a row for each value of a parameter. */
export function effectTable({ values }: Effect, name: string, heading: string, index: number): string {
  return renderTable({
    id: `table-effect-${index}`,
    caption: `${heading} by ${name}`,
    columns: [name, 'Variants', 'Mean', 'Best'],
    rows: values.map(({ value, variants, mean, best }) => [
      valueCell(value),
      String(variants),
      { text: formatAuc(mean), value: mean },
      { text: formatAuc(best), value: best },
    ]),
  });
}

/** A table with a row for each variant of a rung, from the best. */
export function rungsTable({ variants, kept, epochs }: Rung, heading: string, index: number): string {
  return renderTable({
    id: `table-rung-${index}`,
    caption: `Variants after ${formatCount(epochs, 'epoch', 'epochs')}`,
    columns: ['Variant', `Mean ${heading}`, { heading: 'Continued', isText: true }],
    rows: variants
      .toSorted((a, b) => b.value - a.value)
      .map(({ name, value }) => [
        name,
        { text: formatAuc(value), value },
        { text: kept.includes(name) ? 'yes' : 'no', isStrong: kept.includes(name) },
      ]),
  });
}

function valueCell(value: unknown): string | Cell {
  return typeof value === 'number' ? { text: String(value), value } : valueText(value);
}

/** Variants that were trained to their end come last when the column is sorted. */
function epochsCell(epochs: number | undefined): Cell {
  return epochs === undefined
    ? { text: '–', value: Number.MAX_SAFE_INTEGER }
    : { text: formatCount(epochs, 'epoch', 'epochs'), value: epochs };
}

function deviationCell(deviation: number | null): string | Cell {
  return deviation === null ? '–' : { text: `± ${formatAuc(deviation)}`, value: deviation };
}

/** Encodes the file names of a path for an address. */
function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
