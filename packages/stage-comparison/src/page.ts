import { pointChart } from '@fcdd/charts';
import { compileTemplate, formatAuc, formatCount, renderPage } from '@fcdd/report-pages';
import { type Comparison, type FigureComparison, commonClasses } from './compare.ts';
import { experimentsTable, figureTable, testsTable } from './page-tables.ts';
import type { DescribedExperiment } from './stage.ts';
import experimentsTemplate from './templates/experiments.hbs';
import figureTemplate from './templates/figure.hbs';
import figuresTemplate from './templates/figures.hbs';
import testsTemplate from './templates/tests.hbs';
import { verdict } from './verdict.ts';

/** Renders the comparison as one HTML page that loads nothing else. */
export function createPage(comparison: Comparison, experiments: readonly DescribedExperiment[]): string {
  const { subjects, figures } = comparison;
  const names = subjects.map(({ name }) => name);
  const [auc, ...others] = figures as [FigureComparison, ...FigureComparison[]];
  const isOfBaselines = experiments.length === 1;
  const heading = names.join(', ');
  return renderPage({
    title: `Comparison: ${heading}`,
    kind: isOfBaselines ? `Detectors of ${experiments[0]!.name}` : 'Comparison of experiments',
    heading,
    description: isOfBaselines ? experiments[0]!.description : '',
    facts: subjects.map(({ name }, index) => ({ term: name, value: meanOf(auc, index) })),
    sections: [
      { id: 'auc', heading: auc.heading, content: figureSection(auc, comparison) },
      { id: 'tests', heading: 'Tests', content: testsSection(comparison) },
      ...(others.length > 0
        ? [{ id: 'figures', heading: 'Other figures', content: otherFigures(others, comparison) }]
        : []),
      { id: 'experiments', heading: 'Experiments', content: experimentsSection(comparison, experiments) },
    ],
  });
}

const renderFigure = compileTemplate(figureTemplate);
const renderFigures = compileTemplate(figuresTemplate);
const renderTests = compileTemplate(testsTemplate);
const renderExperiments = compileTemplate(experimentsTemplate);

function otherFigures(figures: readonly FigureComparison[], comparison: Comparison): string {
  return renderFigures({
    figures: figures.map((figure) => ({
      heading: figure.heading,
      content: figureSection(figure, comparison),
    })),
  });
}

function figureSection(figure: FigureComparison, { subjects }: Comparison): string {
  const names = subjects.map(({ name }) => name);
  return renderFigure({
    verdicts: figure.differences.map((difference, index) =>
      verdict(names[index + 1]!, names[0]!, figure.heading, difference),
    ),
    isOfFewer: commonClasses(figure).length < figure.classes.length,
    missing: names.flatMap((name, subject) => missingClasses(name, subject, figure)),
    table: figureTable(figure, names),
    chart: pointChart({
      title: `${figure.heading} by class`,
      xLabel: figure.heading,
      categories: figure.classes.map(({ name }) => name),
      groups: names.map((label, subject) => ({
        label,
        values: figure.classes.map(({ values }) => {
          const measured = values[subject];
          return measured ? { value: measured.mean, deviation: measured.deviation } : null;
        }),
      })),
    }),
  });
}

function testsSection({ figures, subjects }: Comparison): string {
  return renderTests({
    table: testsTable(
      figures,
      subjects.map(({ name }) => name),
    ),
    corrections: subjects.length > 2 ? subjects.length - 1 : 0,
  });
}

function experimentsSection({ subjects }: Comparison, experiments: readonly DescribedExperiment[]): string {
  const dataSets = [...new Set(subjects.map(({ dataSet }) => dataSet))];
  return renderExperiments({
    dataSets: dataSets.length > 1 ? dataSets.join(', ') : '',
    table: experimentsTable(subjects, experiments),
  });
}

/** A sentence that names the classes that a subject lacks, if others have them. */
function missingClasses(name: string, subject: number, { classes }: FigureComparison): string[] {
  const missing = classes.filter(({ values }) => values[subject] === null);
  return missing.length > 0 ? [`${name} lacks ${missing.map((one) => one.name).join(', ')}.`] : [];
}

function meanOf(figure: FigureComparison, subject: number): string {
  const value = figure.means[subject] ?? null;
  const over = formatCount(commonClasses(figure).length, 'common class', 'common classes');
  return value === null ? 'no common class' : `mean AUC ${formatAuc(value)} over ${over}`;
}
