import { type ClassSummary, type Summary, figureNames, shownFigures } from '@fcdd/records';
import { type Cell, type Section, compileTemplate, renderTable } from '@fcdd/report-pages';
import type { Explanations } from './explanations.ts';
import type { ExperimentResults } from './experiment-results.ts';
import { formatAuc } from '@fcdd/report-pages';
import { experimentRocChart } from './roc-charts.ts';
import template from './templates/results.hbs';

/** Shows the figures of all classes, and their ROC curves. */
export function resultsSection(
  results: ExperimentResults,
  summary: Summary,
  explanations: Explanations,
): Section {
  const shown = shownFigures(summary.figures);
  const content = render({
    explanations,
    hasSeeds: summary.counts.seeds > 1,
    hasPixels: shown.some((name) => figureNames[name].isPerPixel),
    aucTable: aucTable(summary),
    figuresTable: figuresTable(summary),
    rocChart: experimentRocChart(results, summary),
  });
  return { id: 'results', heading: 'Results', content };
}

const render = compileTemplate(template);

/** A table with a row for each class and a column for each seed, if there are several; missing runs are dashes. */
function aucTable({ classes, seeds, meanAuc, counts }: Summary): string {
  const hasSeeds = counts.seeds > 1;
  const seedColumns = hasSeeds ? ['Deviation', ...seeds.map(({ seed }) => `Seed ${seed}`)] : [];
  return renderTable({
    id: 'auc',
    caption: `AUC by nominal class${hasSeeds ? ' and seed' : ''}`,
    columns: ['Class', hasSeeds ? 'Mean' : 'AUC', ...seedColumns],
    rows: classes.map((result) => [
      className(result),
      { text: formatAuc(result.meanAuc), isStrong: true },
      ...(hasSeeds ? seedCells(result, seeds) : []),
    ]),
    foot:
      classes.length > 1
        ? ['All', formatAuc(meanAuc), ...(hasSeeds ? ['', ...seeds.map(({ auc }) => formatAuc(auc))] : [])]
        : [],
  });
}

function seedCells({ standardDeviation, aucs }: ClassSummary, seeds: Summary['seeds']): string[] {
  const aucOf = (seed: number) => aucs.find((run) => run.seed === seed)?.auc;
  return [format(standardDeviation, ''), ...seeds.map(({ seed }) => format(aucOf(seed)))];
}

/** A table with a row for each class and a column for each figure that any class has; values are means over seeds. */
function figuresTable({ classes, figures, counts }: Summary): string {
  const shown = shownFigures(figures);
  const cells = (values: Summary['figures']) => shown.map((name) => format(values[name]));
  return renderTable({
    id: 'figures',
    caption: `Other figures by nominal class${counts.seeds > 1 ? ', means over the seeds' : ''}`,
    columns: ['Class', ...shown.map((name) => figureNames[name].heading)],
    rows: classes.map((result) => [className(result), ...cells(result.figures)]),
    foot: classes.length > 1 ? ['All', ...cells(figures)] : [],
  });
}

function className({ index, name }: ClassSummary): Cell {
  return { text: name, link: `#class-${index}` };
}

function format(value: number | null | undefined, absent = '–'): string {
  return value === null || value === undefined ? absent : formatAuc(value);
}
