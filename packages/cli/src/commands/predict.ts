import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { type LoadedDetector, loadDetector, openDetector } from '@fcdd/detector-file/load';
import { type PredictSummary, predictImages } from '@fcdd/predict';
import type { Outcome } from '@fcdd/studies';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit.ts';
import { formatNumber } from '../format.ts';
import { listenForInterrupts } from '../interrupts.ts';
import type { PredictOptions } from '../options.ts';
import { createPredictionRenderer } from '../renderers/predictions.ts';

export async function predictCommand(
  model: string,
  images: string[],
  { out, overlays, batch, threads = availableParallelism(), json }: PredictOptions,
): Promise<ExitCode> {
  const renderer = createPredictionRenderer({ json: json ?? false });
  const { stop, kill, end } = listenForInterrupts(() => renderer.interrupted());
  kill.addEventListener('abort', () => process.exit(exitCodes.interrupted));
  try {
    const detector = await openModel(model, threads);
    const summary = await predictImages(detector, {
      paths: images,
      outputFolder: out,
      batchSize: batch,
      threads,
      overlays,
      signal: stop,
      onStart: renderer.start,
      onPredictions: renderer.show,
    });
    renderer.end();
    if (json)
      console.log(JSON.stringify({ type: 'finished', ...summary, threshold: detector.facts.threshold }));
    else for (const line of summaryOf(summary, detector, out)) console.log(line);
    await detector.release();
    return exitCodeOf(outcomeOf(summary));
  } finally {
    renderer.end();
    end();
  }
}

/** Opens a model; one that is not exported yet is exported first. */
async function openModel(model: string, threads: number): Promise<LoadedDetector> {
  const isFolder = await stat(model).then(
    (state) => state.isDirectory(),
    () => false,
  );
  if (!isFolder && extname(model) !== '.safetensors') return loadDetector(model, { threads });
  const { exportDetector, foldersOf, readTrainedDetector } = await import('@fcdd/detector-export');
  const trained = await readTrainedDetector(await foldersOf(model));
  return openDetector(await exportDetector(trained), model, { threads });
}

function summaryOf(
  { scored, skipped, anomalous }: PredictSummary,
  { facts }: LoadedDetector,
  out: string,
): string[] {
  const verdict =
    anomalous === null
      ? 'no threshold is known'
      : `${anomalous} anomalous (score ${facts.nominalLabel === 0 ? 'of at least' : 'below'} ${formatNumber(facts.threshold!.score)}, chosen on the test images of its run)`;
  const rest = skipped > 0 ? `, ${count(skipped, 'file')} skipped (see the column 'problem')` : '';
  return [`${count(scored, 'image')} scored, ${verdict}${rest}`, join(out, 'scores.csv')];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function outcomeOf({ scored, interrupted }: PredictSummary): Outcome {
  if (interrupted) return 'interrupted';
  return scored > 0 ? 'succeeded' : 'failed';
}
