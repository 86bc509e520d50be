import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClassStatistics, emptyStack, imageAt } from '@fcdd/images';
import { createOriginalMapsWriter, writeSnapshot, writeScores, writeTrainingSamples } from '@fcdd/records';
import { writeDataSet } from '@fcdd/records/testing';
import type { StageContext } from '@fcdd/stage';
import { type TestContext, testContext } from '@fcdd/stage/testing';
import { onTestFinished } from 'vitest';

/** A sample as earlier stages leave it. Its picture has one white pixel, at its index in the set. */
export interface Sample {
  label: 0 | 1;
  score: number;
  /** Row, column and value of the only pixel of its 7 x 7 map that is not 0. */
  peak: { row: number; column: number; value: number };
}

export const imageSide = 28;
const mapSide = 7;

/** Smoothing of FCDD_CNN28. */
export const smoothing = {
  method: 'upsampling',
  field: { width: 7, jump: 4, extent: 16, start: 1.5 },
} as const;

/** Writes the folders of the earlier stages, and returns them as the stage's inputs. */
export async function prepareExperiment(samples: {
  test: Sample[];
  train: Sample[];
  /** Whether anomalies have ground-truth maps, each with the sample's white pixel. */
  hasMaps?: boolean;
}): Promise<Pick<StageContext, 'inputs'> & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-heatmaps-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [dataset, training, evaluation] = ['dataset', 'training', 'evaluation'].map((name) =>
    join(folder, name),
  );
  for (const path of [dataset, training, evaluation]) await mkdir(path!);
  await writeDataSet(dataset!, {
    description: {
      name: 'mnist',
      classes: ['0', '1'],
      statistics: [],
      hasMaps: { train: false, test: samples.hasMaps === true },
    },
    train: imagesOf([]),
    test: samplesOf(samples.test, samples.hasMaps),
  });
  if (samples.hasMaps) await writeOriginalMaps(dataset!, groundTruthOf(samples.test));
  await writeSnapshot(training!, {
    detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true },
    dataSet: 'mnist',
    preprocessing: 'lcn',
    statistics: statistics(),
    nominalClass: { index: 0, name: '0' },
    nominalLabel: 0,
    weights: {},
  });
  await writeTrainingSamples(training!, samplesOf(samples.train, samples.hasMaps));
  await writeScores(evaluation!, 'test', scoresOf(samples.test));
  await writeScores(evaluation!, 'train', scoresOf(samples.train));
  const input = (stage: string, path: string) => [{ stage, matrix: {}, folder: path }];
  return {
    folder,
    inputs: {
      dataset: input('dataset', dataset!),
      training: input('train', training!),
      evaluation: input('evaluate', evaluation!),
    },
  };
}

/** The context of one run of the stage, which records messages and warnings. */
export async function stageContext<Parameters>(
  { folder, inputs }: { folder: string } & Pick<StageContext, 'inputs'>,
  parameters: Parameters,
): Promise<TestContext<Parameters>> {
  const outputFolder = await mkdtemp(join(folder, 'output-'));
  return testContext('heatmaps', folder, { parameters, inputs, outputFolder });
}

function imagesOf(samples: Sample[]) {
  const images = emptyStack(samples.length, imageSide, imageSide, 1);
  samples.forEach((_, index) => (imageAt(images, index)[index] = 200));
  return { images, labels: Int32Array.from(samples, ({ label }) => label) };
}

function samplesOf(samples: Sample[], hasMaps = false) {
  return { ...imagesOf(samples), ...(hasMaps && { maps: groundTruthOf(samples) }) };
}

/** Writes maps in the size of the images; the stage does not read them. */
async function writeOriginalMaps(folder: string, maps: Uint8Array): Promise<void> {
  const writer = await createOriginalMapsWriter(folder);
  for (let start = 0; start < maps.length; start += imageSide ** 2) {
    const values = maps.subarray(start, start + imageSide ** 2);
    await writer.add({ height: imageSide, width: imageSide, values });
  }
  await writer.finish();
}

function groundTruthOf(samples: Sample[]): Uint8Array {
  const maps = new Uint8Array(samples.length * imageSide ** 2);
  samples.forEach(({ label }, index) => (maps[index * imageSide ** 2 + index] = label));
  return maps;
}

function scoresOf(samples: Sample[]) {
  const values = new Float32Array(samples.length * mapSide ** 2);
  samples.forEach(({ peak }, index) => {
    values[(index * mapSide + peak.row) * mapSide + peak.column] = peak.value;
  });
  return {
    scores: Float32Array.from(samples, ({ score }) => score),
    labels: Uint8Array.from(samples, ({ label }) => label),
    maps: { height: mapSide, width: mapSide, values, smoothing },
  };
}

function statistics(): ClassStatistics {
  return { mean: [0.1], standardDeviation: [0.3], contrast: { smallest: -1, largest: 5 } };
}
