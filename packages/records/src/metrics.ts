import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BestF1, CurvePoint, PixelEvaluation, SweepResult } from '@fcdd/metrics';
import type { RocRecord } from './evaluation.ts';
import { readJson, writeJson } from './json-file.ts';

/** `metrics.json`: how well scores separate nominal from anomalous images. */
export interface ImageMetrics {
  /** Area under the ROC curve. */
  auc: number;
  averagePrecision: number;
  bestF1: BestF1;
}

/** `gtmap_metrics.json`: how well heatmaps separate nominal from anomalous pixels, at the resolution of the maps. */
export interface PixelMetrics extends ImageMetrics {
  /** Per-region overlap, integrated up to a false-positive rate of 0.3 and divided by it. */
  pro: number;
}

/** `prc.json`, `gtmap_prc.json` */
export type PrecisionRecall = Curve<'recall', 'precision'>;

/** `gtmap_pro.json`: mean share of each anomalous region that is detected, over false-positive rates. */
export type RegionOverlap = Curve<'fpr', 'overlap'>;

/** Figures and curves per pixel. */
export interface PixelRecords {
  metrics: PixelMetrics;
  roc: RocRecord;
  precisionRecall: PrecisionRecall;
  overlap: RegionOverlap;
}

/** A curve in the files: lists of equal length; thresholds descend, and one above every score is null. */
type Curve<X extends string, Y extends string> = Record<X | Y, number[]> & Pick<RocRecord, 'ths'>;

/** Writes metrics.json, and the precision-recall curve as prc.json. */
export async function writeImageMetrics(folder: string, evaluation: SweepResult): Promise<void> {
  await writeJson(join(folder, 'metrics.json'), toImageMetrics(evaluation));
  await writeJson(join(folder, 'prc.json'), curveOf(evaluation.precisionRecall, 'recall', 'precision'));
}

/** @throws DataError where the file is missing or damaged */
export function readImageMetrics(folder: string): Promise<ImageMetrics> {
  return readJson(join(folder, 'metrics.json'));
}

/** Writes gtmap_metrics.json, and the curves: gtmap_roc.json (keys of the original code), gtmap_prc.json, gtmap_pro.json. */
export async function writePixelMetrics(folder: string, evaluation: PixelEvaluation): Promise<void> {
  const { auc, pro, roc, precisionRecall, overlap } = evaluation;
  const metrics: PixelMetrics = { ...toImageMetrics(evaluation), pro };
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
 * Reads figures and curves per pixel; undefined if there were no ground-truth maps to compute them from.
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

function toImageMetrics({ auc, averagePrecision, bestF1 }: SweepResult): ImageMetrics {
  return { auc, averagePrecision, bestF1 };
}

function curveOf<X extends string, Y extends string>(points: readonly CurvePoint[], x: X, y: Y): Curve<X, Y> {
  return {
    [x]: points.map((point) => point.x),
    [y]: points.map((point) => point.y),
    ths: points.map(({ threshold }) => (threshold === Infinity ? null : threshold)),
  } as Curve<X, Y>;
}
