import { type CsvCell, figureNames, toCsv } from '@fcdd/records';
import type { Comparison } from './compare.ts';

/** Writes `comparison.csv`: a row for each class and subject, with mean, deviation and difference of each figure. */
export function comparisonTable({ subjects, figures }: Comparison): string {
  const columns = figures.flatMap(({ figure }) => {
    const column = figure === 'auc' ? 'auc' : figureNames[figure].column;
    return [column, `${column}_deviation`, `${column}_difference`];
  });
  const classes = figures[0]!.classes.map(({ name }) => name);
  const rows = classes.flatMap((name, index) =>
    subjects.map(({ experiment, objective }, subject): CsvCell[] => [
      name,
      experiment,
      objective,
      figures[0]!.classes[index]!.values[subject]?.seeds,
      ...figures.flatMap(({ classes, differences }) => {
        const measured = classes[index]!.values[subject];
        const differing = differences[subject - 1]?.classes.find((one) => one.name === name);
        return [measured?.mean, measured?.deviation, differing?.difference].map(sixDecimals);
      }),
    ]),
  );
  return toCsv(['class', 'experiment', 'objective', 'seeds', ...columns], rows);
}

function sixDecimals(value: number | null | undefined): CsvCell {
  return value === null || value === undefined ? null : Number(value.toFixed(6));
}
