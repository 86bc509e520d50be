import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BestF1, CurvePoint, PixelEvaluation, SweepResult } from '@fcdd/metrics';
import type { RocRecord } from './evaluation.ts';
import { readJson, writeJson } from './json-file.ts';

/** `metrics.json`: how well images are told apart. */
export interface ImageMetrics {
  /** Area under the ROC curve. */
  auc: number;
  averagePrecision: number;
  bestF1: BestF1;
}

/** `gtmap_metrics.json`: how well pixels are told apart, at the resolution of the ground-truth maps. */
export interface PixelMetrics extends ImageMetrics {
  /** Per-region overlap, integrated up to a false-positive rate of 0.3 and divided by it. */
  pro: number;
}

/** `prc.json`, `gtmap_prc.json` */
export type PrecisionRecall = Curve<'recall', 'precision'>;

/** `gtmap_pro.json`: mean share of each anomalous region that is found, over false-positive rates. */
export type RegionOverlap = Curve<'fpr', 'overlap'>;

/** What is known per pixel. */
export interface PixelRecords {
  metrics: PixelMetrics;
  roc: RocRecord;
  precisionRecall: PrecisionRecall;
  overlap: RegionOverlap;
}

/** A curve in the files: lists of equal length, `ths` descending, null above every score. */
type Curve<X extends string, Y extends string> = Record<X | Y, number[]> & Pick<RocRecord, 'ths'>;

/** Writes metrics.json, and the curve of precision over recall as prc.json. */
export async function writeImageMetrics(folder: string, evaluation: SweepResult): Promise<void> {
  await writeJson(join(folder, 'metrics.json'), figuresOf(evaluation));
  await writeJson(join(folder, 'prc.json'), curveOf(evaluation.precisionRecall, 'recall', 'precision'));
}

/** @throws DataError where the file is missing or damaged */
export function readImageMetrics(folder: string): Promise<ImageMetrics> {
  return readJson(join(folder, 'metrics.json'));
}

/** Writes gtmap_metrics.json, and the curves as gtmap_roc.json (upstream's keys), gtmap_prc.json and gtmap_pro.json. */
export async function writePixelMetrics(folder: string, evaluation: PixelEvaluation): Promise<void> {
  const { auc, pro, roc, precisionRecall, overlap } = evaluation;
  const metrics: PixelMetrics = { ...figuresOf(evaluation), pro };
  await writeJson(join(folder, 'gtmap_metrics.json'), metrics);
  await writeJson(join(folder, 'gtmap_roc.json'), { auc, ...curveOf(roc, 'fpr', 'tpr') });
  await writeJson(join(folder, 'gtmap_prc.json'), curveOf(precisionRecall, 'recall', 'precision'));
  await writeJson(join(folder, 'gtmap_pro.json'), curveOf(overlap, 'fpr', 'overlap'));
}

/** @throws DataError where the file is missing or damaged */
export function readPrecisionRecall(folder: string): Promise<PrecisionRecall> {
  return readJson(join(folder, 'prc.json'));
}

/**
 * Figures and curves per pixel; undefined where there are none, for want of ground-truth maps.
 * @throws DataError where a file is missing or damaged
 */
export async function readPixelMetrics(folder: string): Promise<PixelRecords | undefined> {
  if (!existsSync(join(folder, 'gtmap_metrics.json'))) return undefined;
  return {
    metrics: await readJson(join(folder, 'gtmap_metrics.json')),
    roc: await readJson(join(folder, 'gtmap_roc.json')),
    precisionRecall: await readJson(join(folder, 'gtmap_prc.json')),
    overlap: await readJson(join(folder, 'gtmap_pro.json')),
  };
}

function figuresOf({ auc, averagePrecision, bestF1 }: SweepResult): ImageMetrics {
  return { auc, averagePrecision, bestF1 };
}

function curveOf<X extends string, Y extends string>(points: readonly CurvePoint[], x: X, y: Y): Curve<X, Y> {
  return {
    [x]: points.map((point) => point.x),
    [y]: points.map((point) => point.y),
    ths: points.map(({ threshold }) => (threshold === Infinity ? null : threshold)),
  } as Curve<X, Y>;
}
