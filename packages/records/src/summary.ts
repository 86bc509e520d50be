import { join } from 'node:path';
import type { Figures } from './figures.ts';
import { readJson, writeJson } from './json-file.ts';

/** `summary.json`: the figures of an experiment, with six decimals: first its own, then those of its baselines. */
export interface Summary extends DetectorSummary {
  experiment: string;
  dataSet: string;
  baselines: DetectorSummary[];
}

/** The figures of all detectors of one objective. */
export interface DetectorSummary {
  objective: string;
  /** Mean of the classes' mean AUCs. */
  meanAuc: number;
  /** Means of the classes' mean figures. */
  figures: Figures;
  counts: { classes: number; seeds: number; runs: number };
  classes: ClassSummary[];
  /** Mean AUC over the classes, for each seed. */
  seeds: SeedAuc[];
}

export interface ClassSummary {
  index: number;
  name: string;
  meanAuc: number;
  /** Standard deviation over the seeds (n - 1); null for a single seed. */
  standardDeviation: number | null;
  /** Mean figures over the seeds. */
  figures: Figures;
  aucs: (SeedAuc & Figures)[];
}

export interface SeedAuc {
  seed: number;
  auc: number;
}

const summaryFile = 'summary.json';

export function writeSummary(folder: string, summary: Summary): Promise<void> {
  return writeJson(join(folder, summaryFile), summary);
}

/** @throws DataError where the file is missing or damaged */
export function readSummary(folder: string): Promise<Summary> {
  return readJson(join(folder, summaryFile));
}
