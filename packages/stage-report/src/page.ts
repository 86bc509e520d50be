import { type ClassSummary, type Summary, figureNames, shownFigures } from '@fcdd/records';
import type { Provenance } from '@fcdd/stage';
import Handlebars from 'handlebars';
import { baselinesSection } from './baselines-section.ts';
import { configurationText } from './configuration-text.ts';
import type { ExperimentResults } from './experiment-results.ts';
import { experimentFacts } from './experiment-facts.ts';
import { explanations } from './explanations.ts';
import { formatAuc, formatCount } from './format.ts';
import { lossCharts } from './loss-charts.ts';
import { choosePictures, runViews } from './pictures-view.ts';
import { provenanceView } from './provenance-view.ts';
import { classPixelRocChart, classRocChart, experimentRocChart } from './roc-charts.ts';
import classTemplate from './templates/class.hbs';
import pageTemplate from './templates/page.hbs';
import pictureTemplate from './templates/picture.hbs';
import provenanceTemplate from './templates/provenance.hbs';
import resultsTemplate from './templates/results.hbs';
import styleSheet from './templates/page.css';

export interface PageContents {
  experiment: Record<string, unknown>;
  results: ExperimentResults;
  summary: Summary;
  provenance: Provenance[];
}

/** One HTML page that needs nothing else: styles, charts and pictures are in it, and it has no script. */
export function createPage({ experiment, results, summary, provenance }: PageContents): string {
  const embedded = choosePictures(results.classes);
  const nominalLabel = nominalLabelOf(experiment);
  return template({
    styleSheet,
    name: summary.experiment,
    description: String(experiment.description ?? ''),
    meanAuc: formatAuc(summary.meanAuc),
    headline: summary.counts.runs > 1 ? 'mean AUC' : 'AUC',
    counts: describeCounts(summary),
    facts: experimentFacts(experiment, provenance),
    origin: results.dataSet.origin.source,
    explanations: explanations(results.dataSet, nominalLabel),
    table: aucTable(summary),
    figures: figuresTable(summary),
    rocChart: experimentRocChart(results, summary),
    baselines: baselinesSection(results, summary, embedded, nominalLabel),
    classes: results.classes.map((result, index) => ({
      ...classHeading(summary.classes[index]!),
      rocChart: classRocChart(result, summary.classes[index]!),
      pixelRocChart: classPixelRocChart(result, summary.classes[index]!) ?? '',
      lossCharts: lossCharts(result),
      runs: runViews(result, embedded, nominalLabel),
    })),
    configuration: configurationText(experiment),
    provenance: provenanceView(provenance),
  });
}

const handlebars = Handlebars.create();
handlebars.registerPartial({
  class: classTemplate,
  picture: pictureTemplate,
  provenance: provenanceTemplate,
  results: resultsTemplate,
});
/** Strict: a name that a template misspells is an error and not an empty place. */
const template = handlebars.compile(pageTemplate, { strict: true });

function nominalLabelOf({ dataset }: Record<string, unknown>): 0 | 1 {
  return (dataset as { nominalLabel?: unknown } | undefined)?.nominalLabel === 1 ? 1 : 0;
}

function describeCounts({ counts: { classes, seeds, runs } }: Summary): string {
  const each = [
    formatCount(classes, 'class', 'classes'),
    formatCount(seeds, 'seed', 'seeds'),
    formatCount(runs, 'trained detector', 'trained detectors'),
  ];
  return each.join(', ');
}

function classHeading({ index, name, meanAuc, standardDeviation }: ClassSummary) {
  return {
    index,
    name,
    meanAuc: formatAuc(meanAuc),
    deviation: standardDeviation === null ? '' : formatAuc(standardDeviation),
  };
}

/** A row a class and a column a seed, where there are several; a run that is not there is a dash. */
function aucTable({ classes, seeds, meanAuc, counts }: Summary) {
  const hasSeeds = counts.seeds > 1;
  return {
    hasSeeds,
    hasMean: classes.length > 1,
    seeds: seeds.map(({ seed, auc }) => ({ seed, auc: formatAuc(auc) })),
    meanAuc: formatAuc(meanAuc),
    rows: classes.map((result) => ({
      ...classHeading(result),
      aucs: seeds.map(({ seed }) => {
        const run = result.aucs.find((run) => run.seed === seed);
        return run ? formatAuc(run.auc) : '–';
      }),
    })),
  };
}

/** A row a class, with means over its seeds, and a column a figure that any class has. */
function figuresTable({ classes, figures }: Summary) {
  const shown = shownFigures(figures);
  const cells = (values: Summary['figures']) =>
    shown.map((name) => (values[name] === null ? '–' : formatAuc(values[name])));
  return {
    headings: shown.map((name) => figureNames[name].heading),
    isPerPixel: shown.some((name) => figureNames[name].isPerPixel),
    rows: classes.map(({ index, name, figures }) => ({ index, name, figures: cells(figures) })),
    means: cells(figures),
  };
}
