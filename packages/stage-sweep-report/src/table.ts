import { type CsvCell, toCsv } from '@fcdd/records';
import { shortNames, valueText } from './names.ts';
import type { EvaluatedSweep } from './sweep.ts';

/** Writes `sweep.csv`: a row for each variant, from the best, and a column for each swept parameter. */
export function sweepTable({ metric, parameters, variants }: EvaluatedSweep): string {
  const rows = variants.map(
    ({ name, values, epochs, mean, deviationOverClasses, deviationOverSeeds, counts }) => [
      name,
      ...parameters.map((path) => cellOf(values[path])),
      epochs,
      ...[mean, deviationOverClasses, deviationOverSeeds].map((value) => value && Number(value.toFixed(6))),
      counts.classes,
      counts.seeds,
    ],
  );
  const measured = [metric, `${metric}_deviation_over_classes`, `${metric}_deviation_over_seeds`];
  return toCsv(
    ['variant', ...shortNames(parameters), 'left_after_epochs', ...measured, 'classes', 'seeds'],
    rows,
  );
}

function cellOf(value: unknown): CsvCell {
  return typeof value === 'number' ? value : valueText(value);
}
