import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageContext } from '@fcdd/stage';
import { testContext } from '@fcdd/stage/testing';
import type { TrainParameters } from '../parameters.ts';
import { temporaryFolder, writeInputs } from './inputs.ts';

export interface Run extends StageContext<TrainParameters> {
  messages: string[];
  losses: number[];
  stop: AbortController;
}

export type Changes = Partial<TrainParameters>;

/** A context as the runner creates it, with bars and dots as inputs and the parameters of a small training. */
export async function createRun(changes: Changes = {}): Promise<Run> {
  const folder = await temporaryFolder();
  const { dataSetFolder, outliersFolder } = await writeInputs(folder);
  const outputFolder = join(folder, 'output');
  await mkdir(outputFolder);
  await mkdir(join(folder, 'checkpoint'));
  const parameters: TrainParameters = {
    class: 0,
    seed: 0,
    preprocessing: 'lcnaug1',
    nominalLabel: 0,
    supervision: { mode: 'noise', source: 'fmnist', limit: null, online: true, parameters: null },
    model: { net: 'FCDD_CNN28', bias: true, weights: null },
    objective: 'fcdd',
    epochs: 4,
    batchSize: 16,
    accumulate: 1,
    gaussStd: null,
    optimizer: { type: 'sgd', learningRate: 0.02, weightDecay: 1e-6 },
    schedule: { type: 'exponential', factor: 0.98 },
    checkpointEvery: 10,
    ...changes,
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
