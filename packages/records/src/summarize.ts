import { mean, standardDeviation } from '@fcdd/metrics';
import { type Figures, mapFigures, meanFigures } from './figures.ts';
import type { ClassSummary, DetectorSummary, SeedAuc } from './summary.ts';

/** Figures of one trained detector. */
export interface DetectorFigures extends SeedAuc {
  /** Index of its nominal class. */
  class: number;
  figures: Figures;
}

/**
 * Computes means and deviations over all detectors of one objective, with six decimals.
 * @param detectors at least one, in any order
 * @param classNames names of the classes, by index
 */
export function summarizeDetectors(
  objective: string,
  detectors: readonly DetectorFigures[],
  classNames: readonly string[],
): DetectorSummary {
  const classes = ascending(detectors.map((detector) => detector.class)).map((index) =>
    summarizeClass(
      index,
      classNames[index] ?? `class ${index}`,
      detectors.filter((detector) => detector.class === index),
    ),
  );
  const runs = classes.flatMap(({ aucs }) => aucs);
  const seeds = ascending(runs.map(({ seed }) => seed));
  return {
    objective,
    meanAuc: round(mean(classes.map(({ meanAuc }) => meanAuc))),
    figures: rounded(meanFigures(classes.map(({ figures }) => figures))),
    counts: { classes: classes.length, seeds: seeds.length, runs: runs.length },
    classes,
    seeds: seeds.map((seed) => ({
      seed,
      auc: round(mean(runs.filter((run) => run.seed === seed).map(({ auc }) => auc))),
    })),
  };
}

function summarizeClass(index: number, name: string, unordered: readonly DetectorFigures[]): ClassSummary {
  const detectors = unordered.toSorted((a, b) => a.seed - b.seed);
  const aucs = detectors.map(({ auc }) => auc);
  return {
    index,
    name,
    meanAuc: round(mean(aucs)),
    standardDeviation: aucs.length > 1 ? round(standardDeviation(aucs)) : null,
    figures: rounded(meanFigures(detectors.map(({ figures }) => figures))),
    aucs: detectors.map(({ seed, auc, figures }) => ({ seed, auc: round(auc), ...rounded(figures) })),
  };
}

/** Sorts the distinct values. */
function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function rounded(figures: Figures): Figures {
  return mapFigures((name) => (figures[name] === null ? null : round(figures[name])));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
