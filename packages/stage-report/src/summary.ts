import { mean, standardDeviation } from '@fcdd/metrics';
import type { ClassResults, ExperimentResults } from './experiment-results.ts';

/** `summary.json`: the figures of an experiment. AUCs have six decimals. */
export interface Summary {
  experiment: string;
  dataSet: string;
  /** Mean over the classes of their mean AUCs. */
  meanAuc: number;
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
  aucs: SeedAuc[];
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
    counts: { classes: classes.length, seeds: seeds.length, runs: runs.length },
    classes: summaries,
    seeds: seeds.map((seed) => ({
      seed,
      auc: round(mean(runs.filter((run) => run.seed === seed).map(({ auc }) => auc))),
    })),
  };
}

/** A row for each class and seed, for spreadsheets (RFC 4180). */
export function toCsv({ classes }: Summary): string {
  const rows = classes.flatMap(({ name, index, aucs }) =>
    aucs.map(({ seed, auc }) => [quote(name), index, seed, auc].join(',')),
  );
  return [['class', 'index', 'seed', 'auc'].join(','), ...rows, ''].join('\r\n');
}

function summarizeClass({ index, name, runs }: ClassResults): ClassSummary {
  const aucs = runs.map(({ roc }) => roc.auc);
  return {
    index,
    name,
    meanAuc: round(mean(aucs)),
    standardDeviation: aucs.length > 1 ? round(standardDeviation(aucs)) : null,
    aucs: runs.map(({ seed, roc }) => ({ seed, auc: round(roc.auc) })),
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
