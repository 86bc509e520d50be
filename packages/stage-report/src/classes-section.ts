import type { ClassSummary, Summary } from '@fcdd/records';
import { type Section, compileTemplate } from '@fcdd/report-pages';
import { overlapChart, pixelPrecisionRecallChart, precisionRecallChart } from './curve-charts.ts';
import type { ClassResults, ExperimentResults } from './experiment-results.ts';
import type { Explanations } from './explanations.ts';
import { formatAuc } from '@fcdd/report-pages';
import { lossCharts } from './loss-charts.ts';
import type { Picture } from './picture.ts';
import { runViews } from './pictures-view.ts';
import { classPixelRocChart, classRocChart } from './roc-charts.ts';
import { scoreChart } from './score-chart.ts';
import classTemplate from './templates/class.hbs';
import template from './templates/classes.hbs';

/**
 * Shows curves and pictures, class by class.
 * @param embedded pictures that are in the page; the page links to others
 * @param nominalLabel label of nominal samples
 */
export function classesSection(
  { classes }: ExperimentResults,
  summary: Summary,
  explanations: Explanations,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): Section {
  const content = render({
    explanations,
    isSeveral: classes.length > 1,
    classes: classes.map((result, index) => ({
      ...headingOf(summary.classes[index]!),
      charts: chartsOf(result, summary.classes[index]!, nominalLabel),
      lossCharts: lossCharts(result),
      runs: runViews(result, embedded, nominalLabel),
    })),
  });
  return { id: 'classes', heading: 'Classes', content };
}

const render = compileTemplate(template, { class: classTemplate });

function headingOf({ index, name, meanAuc, standardDeviation }: ClassSummary) {
  const deviation = standardDeviation === null ? '' : formatAuc(standardDeviation);
  return { index, name, meanAuc: formatAuc(meanAuc), deviation };
}

/** Charts of images, then charts of pixels, if there are any. */
function chartsOf(result: ClassResults, summary: ClassSummary, nominalLabel: 0 | 1): string[] {
  return [
    classRocChart(result, summary),
    precisionRecallChart(result),
    scoreChart(result, nominalLabel),
    classPixelRocChart(result, summary) ?? '',
    pixelPrecisionRecallChart(result),
    overlapChart(result),
  ].filter((chart) => chart !== '');
}
