import type { Summary } from '@fcdd/records';
import { type Section, compileTemplate, formatAuc, formatCount, renderPage } from '@fcdd/report-pages';
import type { Provenance } from '@fcdd/stage';
import { baselinesSection } from './baselines-section.ts';
import { classesSection } from './classes-section.ts';
import { configurationText } from './configuration-text.ts';
import { experimentFacts } from './experiment-facts.ts';
import type { ExperimentResults } from './experiment-results.ts';
import { explanations } from './explanations.ts';
import { choosePictures } from './picture-budget.ts';
import { provenanceSection } from './provenance-section.ts';
import { resultsSection } from './results-section.ts';
import configurationTemplate from './templates/configuration.hbs';
import { timelineSection } from './timeline-section.ts';

export interface PageContents {
  experiment: Record<string, unknown>;
  results: ExperimentResults;
  summary: Summary;
  provenance: Provenance[];
}

/** Renders the report as one HTML page that loads nothing else. */
export function createPage({ experiment, results, summary, provenance }: PageContents): string {
  const embedded = choosePictures(results.classes);
  const nominalLabel = nominalLabelOf(experiment);
  const words = explanations(results.dataSet, nominalLabel);
  const sections = [
    resultsSection(results, summary, words),
    baselinesSection(results, summary, embedded, nominalLabel),
    classesSection(results, summary, words, embedded, nominalLabel),
    timelineSection(provenance),
    configurationSection(experiment),
    provenanceSection(provenance, results.dataSet.origin.source),
  ];
  const meanAuc = formatAuc(summary.meanAuc);
  const unit = summary.counts.runs > 1 ? 'mean AUC' : 'AUC';
  return renderPage({
    title: `${summary.experiment}: ${unit} ${meanAuc}`,
    kind: 'One-class anomaly detection',
    heading: summary.experiment,
    description: String(experiment.description ?? ''),
    headline: { value: meanAuc, unit, note: describeCounts(summary) },
    facts: experimentFacts(experiment, provenance),
    sections: sections.filter((section) => section !== undefined),
  });
}

const renderConfiguration = compileTemplate(configurationTemplate);

function configurationSection(experiment: Record<string, unknown>): Section {
  const content = renderConfiguration({ configuration: configurationText(experiment) });
  return { id: 'configuration', heading: 'Configuration', content };
}

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
