import { mean, standardDeviation } from '@fcdd/metrics';
import type { ClassResults, ExperimentResults } from './experiment-results.ts';
import { type Figures, figureNames, figuresOf, mapFigures, meanFigures, shownFigures } from './figures.ts';

/** `summary.json`: the figures of an experiment, with six decimals. */
export interface Summary {
  experiment: string;
  dataSet: string;
  /** Mean over the classes of their mean AUCs. */
  meanAuc: number;
  /** Means over the classes of their means. */
  figures: Figures;
  counts: { classes: number; seeds: number; runs: number };
  classes: ClassSummary[];
  /** The mean AUC over the classes by seed. */
  seeds: SeedAuc[];
}

export interface ClassSummary {
  index: number;
  name: string;
  meanAuc: number;
  /** Over the seeds (n - 1); null for a single seed. */
  standardDeviation: number | null;
  /** Means over the seeds. */
  figures: Figures;
  aucs: (SeedAuc & Figures)[];
}

export interface SeedAuc {
  seed: number;
  auc: number;
}

export function summarize(
  { dataSet, classes }: ExperimentResults,
  experiment: Record<string, unknown>,
): Summary {
  const summaries = classes.map(summarizeClass);
  const runs = summaries.flatMap(({ aucs }) => aucs);
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  return {
    experiment: String(experiment.name ?? 'experiment'),
    dataSet: dataSet.name,
    meanAuc: round(mean(summaries.map(({ meanAuc }) => meanAuc))),
    figures: rounded(meanFigures(summaries.map(({ figures }) => figures))),
    counts: { classes: classes.length, seeds: seeds.length, runs: runs.length },
    classes: summaries,
    seeds: seeds.map((seed) => ({
      seed,
      auc: round(mean(runs.filter((run) => run.seed === seed).map(({ auc }) => auc))),
    })),
  };
}

/** A row for each class and seed, for spreadsheets (RFC 4180). Figures that no class has are no column. */
export function toCsv({ classes, figures }: Summary): string {
  const shown = shownFigures(figures);
  const header = ['class', 'index', 'seed', 'auc', ...shown.map((name) => figureNames[name].column)];
  const rows = classes.flatMap(({ name, index, aucs }) =>
    aucs.map(({ seed, auc, ...run }) =>
      [quote(name), index, seed, auc, ...shown.map((figure) => run[figure] ?? '')].join(','),
    ),
  );
  return [header.join(','), ...rows, ''].join('\r\n');
}

function summarizeClass({ index, name, runs }: ClassResults): ClassSummary {
  const aucs = runs.map(({ roc }) => roc.auc);
  const figures = runs.map(figuresOf);
  return {
    index,
    name,
    meanAuc: round(mean(aucs)),
    standardDeviation: aucs.length > 1 ? round(standardDeviation(aucs)) : null,
    figures: rounded(meanFigures(figures)),
    aucs: runs.map(({ seed, roc }, run) => ({ seed, auc: round(roc.auc), ...rounded(figures[run]!) })),
  };
}

function rounded(figures: Figures): Figures {
  return mapFigures((name) => (figures[name] === null ? null : round(figures[name])));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
