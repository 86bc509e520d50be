import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import pLimit from 'p-limit';
import type { DetectorFacts } from '@fcdd/detector-file';
import type { LoadedDetector } from '@fcdd/detector-file/load';
import { drawOverlay } from './predict/draw-overlay.ts';
import { findImages } from './predict/find-images.ts';
import { createHeatmapNames } from './predict/heatmap-names.ts';
import { type ScoredFile, scoreFiles } from './predict/score-files.ts';
import { type Prediction, createTables } from './predict/tables.ts';

export type { Prediction } from './predict/tables.ts';

export interface PredictOptions {
  /** Files, and folders with images in them. */
  paths: readonly string[];
  outputFolder: string;
  /** Largest number of images that are scored at once; the default keeps all cores busy. */
  batchSize?: number;
  /** Number of pictures that are drawn at once. */
  threads: number;
  overlays: boolean;
  /** Stops the work after the current batch. */
  signal?: AbortSignal;
  /** Receives the number of files. */
  onStart?(total: number): void;
  /** Receives the predictions of each batch. */
  onPredictions?(predictions: readonly Prediction[]): void;
}

export interface PredictSummary {
  scored: number;
  /** Number of anomalous images; null if the detector has no threshold. */
  anomalous: number | null;
  skipped: number;
  interrupted: boolean;
}

/** Input pixels of a batch, and its least number of images. More are hardly faster. */
const pixelsPerBatch = 128 * 28 * 28;
const leastPerBatch = 8;

/**
 * Scores images with a detector. Writes `scores.csv`, `scores.json`, and overlays below `heatmaps/` to the output folder.
 * Files that are not images are skipped; the tables give the reason.
 * @throws UserError where a path does not exist, or the folder cannot be created
 */
export async function predictImages(
  detector: LoadedDetector,
  options: PredictOptions,
): Promise<PredictSummary> {
  const { paths, outputFolder, signal } = options;
  const files = await findImages(paths, outputFolder);
  await mkdir(outputFolder, { recursive: true }).catch((cause: unknown) => {
    throw new UserError(`The folder '${outputFolder}' cannot be created.`, { cause });
  });
  options.onStart?.(files.length);
  const tables = await createTables(outputFolder);
  const predict = createPredictor(detector, options);
  const counts = { scored: 0, anomalous: 0, skipped: 0 };
  try {
    for await (const batch of scoreFiles(detector, files, batchSizeOf(detector, options))) {
      const predictions = await predict(batch);
      await tables.append(predictions);
      for (const { score, verdict } of predictions) {
        if (score === null) counts.skipped++;
        else counts.scored++;
        if (verdict === 'anomalous') counts.anomalous++;
      }
      options.onPredictions?.(predictions);
      if (signal?.aborted) break;
    }
  } finally {
    await tables.close();
  }
  return {
    ...counts,
    anomalous: detector.facts.threshold ? counts.anomalous : null,
    interrupted: counts.scored + counts.skipped < files.length,
  };
}

/** Creates the function that turns scored files into predictions: it names and draws heatmaps, and gives verdicts. */
function createPredictor({ facts }: LoadedDetector, { outputFolder, overlays, threads }: PredictOptions) {
  const nameOf = createHeatmapNames();
  const limit = pLimit(threads);
  const predict = async (file: ScoredFile, heatmap: string | null): Promise<Prediction> => {
    const { path, score, problem } = file;
    if (score === undefined) return { path, score: null, verdict: null, heatmap: null, problem };
    if (heatmap !== null) await drawOverlay(path, file.heatmap, facts, join(outputFolder, heatmap));
    return { path, score, verdict: verdictOf(score, facts), heatmap, problem: null };
  };
  return (files: ScoredFile[]): Promise<Prediction[]> =>
    Promise.all(
      files.map((file) => {
        const heatmap = overlays && file.score !== undefined ? nameOf(file.place) : null;
        return limit(() => predict(file, heatmap));
      }),
    );
}

function verdictOf(score: number, { threshold, nominalLabel }: DetectorFacts): Prediction['verdict'] {
  if (!threshold) return null;
  const label = score >= threshold.score ? 1 : 0;
  return label === nominalLabel ? 'nominal' : 'anomalous';
}

function batchSizeOf({ facts }: LoadedDetector, { batchSize }: PredictOptions): number {
  const { height, width } = facts.image;
  return batchSize ?? Math.max(Math.floor(pixelsPerBatch / (height * width)), leastPerBatch);
}
