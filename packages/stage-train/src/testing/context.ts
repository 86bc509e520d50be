import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supervision, TrainParameters } from '@fcdd/schemas/types';
import type { StageContext } from '@fcdd/stage';
import { testContext } from '@fcdd/stage/testing';
import { temporaryFolder, writeInputs } from './inputs.ts';

export interface Run extends StageContext<TrainParameters> {
  messages: string[];
  losses: number[];
  stop: AbortController;
}

/** Parameters that differ from the usual ones; options of the fit stand beside the others. */
export type Changes = Partial<TrainParameters & TrainParameters['fit']>;

/** Supervision of a mode with the usual values of all else. */
export function supervisionBy(mode: Supervision['mode'], source: Supervision['source'] = null): Supervision {
  return {
    mode,
    source,
    path: null,
    limit: null,
    exclude: null,
    online: true,
    colour: 'auto',
    parameters: null,
  };
}

/** A context as the runner creates it, with bars and dots as inputs and the parameters of a small training. */
export async function createRun({ fit, ...changes }: Changes = {}): Promise<Run> {
  const folder = await temporaryFolder();
  const { dataSetFolder, outliersFolder } = await writeInputs(folder);
  const outputFolder = join(folder, 'output');
  await mkdir(outputFolder);
  await mkdir(join(folder, 'checkpoint'));
  const { batchSize, accumulate, optimizer, schedule, checkpointEvery, ...others } = {
    batchSize: 16,
    accumulate: 1,
    optimizer: { type: 'sgd', learningRate: 0.02, weightDecay: 1e-6 } as const,
    schedule: { type: 'exponential', factor: 0.98 } as const,
    checkpointEvery: 10,
    ...fit,
    ...changes,
  };
  const parameters: TrainParameters = {
    class: 0,
    seed: 0,
    preprocessing: 'lcnaug1',
    nominalLabel: 0,
    supervision: supervisionBy('noise', 'fmnist'),
    detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: null },
    epochs: 4,
    ...others,
    fit: { batchSize, accumulate, optimizer, schedule, checkpointEvery },
  };
  const messages: string[] = [];
  const losses: number[] = [];
  const stop = new AbortController();
  const context = testContext('train', folder, {
    parameters,
    inputs: {
      dataset: [{ stage: 'dataset', matrix: {}, folder: dataSetFolder }],
      outliers: [{ stage: 'outliers', matrix: {}, folder: outliersFolder }],
    },
    outputFolder,
    engine: { backend: 'onnxruntime', device: 'cpu' },
    log: {
      info: (message) => messages.push(message),
      warn: (message) => messages.push(`Warning: ${message}`),
    },
    progress: (_done, _total, metrics) => losses.push(metrics!.loss!),
    signal: stop.signal,
  });
  return { ...context, messages, losses, stop };
}
