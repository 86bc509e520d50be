import { type CsvCell, type Summary, figureNames, shownFigures, toCsv } from '@fcdd/records';

/** Writes `summary.csv`: a row for each objective, class and seed. Figures that no detector has get no column. */
export function summaryTable(summary: Summary): string {
  const objectives = [summary, ...summary.baselines];
  const shown = shownFigures(...objectives.map(({ figures }) => figures));
  const columns = shown.map((name) => figureNames[name].column);
  const rows = objectives.flatMap(({ objective, classes }) =>
    classes.flatMap(({ name, index, aucs }) =>
      aucs.map(({ seed, auc, ...run }): CsvCell[] => [
        objective,
        name,
        index,
        seed,
        auc,
        ...shown.map((figure) => run[figure]),
      ]),
    ),
  );
  return toCsv(['objective', 'class', 'index', 'seed', 'auc', ...columns], rows);
}
