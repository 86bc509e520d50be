import { type Cell, formatAuc, formatCount, renderTable } from '@fcdd/report-pages';
import type { Effect } from './effects.ts';
import { shortNames, valueText } from './names.ts';
import type { EvaluatedSweep, Rung } from './sweep.ts';

/** A row a variant, from the best; a column a swept parameter. */
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
      ...(isHalved ? ['Left after'] : []),
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

/** A row a parameter: how much it says of the metric. */
export function effectsTable(effects: readonly Effect[], names: readonly string[]): string {
  return renderTable({
    id: 'table-effects',
    caption: 'What swept values say of the metric',
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

/** A row a value. */
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

/** A row a variant, from the best. */
export function rungsTable({ variants, kept, epochs }: Rung, heading: string, index: number): string {
  return renderTable({
    id: `table-rung-${index}`,
    caption: `Variants after ${formatCount(epochs, 'epoch', 'epochs')}`,
    columns: ['Variant', `Mean ${heading}`, { heading: 'Went on', isText: true }],
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

/** Those that were trained to their end are the last when sorted. */
function epochsCell(epochs: number | undefined): Cell {
  return epochs === undefined
    ? { text: '–', value: Number.MAX_SAFE_INTEGER }
    : { text: formatCount(epochs, 'epoch', 'epochs'), value: epochs };
}

function deviationCell(deviation: number | null): string | Cell {
  return deviation === null ? '–' : { text: `± ${formatAuc(deviation)}`, value: deviation };
}

/** Names of files as they stand in addresses. */
function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
