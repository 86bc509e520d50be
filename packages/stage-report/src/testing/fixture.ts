import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PixelEvaluator, evaluateScores } from '@fcdd/metrics';
import {
  type DetectorFigures,
  type ExtremeSample,
  type Figures,
  type HeatmapPicture,
  pictureFiles,
  previewFile,
  summarizeDetectors,
  writeHeatmapPictures,
  writeExtremePicture,
  writeExtremeSamples,
  writeHistory,
  writeImageMetrics,
  writeJson,
  writePixelMetrics,
  writeRoc,
  writeScores,
  writeSummary,
} from '@fcdd/records';
import type { ReportParameters } from '@fcdd/schemas/types';
import type { Provenance, StageContext, StageInput } from '@fcdd/stage';
import { afterAll } from 'vitest';
import { blackPng } from './black-png.ts';
import { stage } from '../stage.ts';

/** Small results of the stages before this one. */
export interface Fixture {
  classes: string[];
  /** AUC of each class and seed. */
  aucs: number[][];
  experiment?: Record<string, unknown>;
  provenance?: Provenance[];
  supervised?: boolean;
  /** The classes that have ground-truth maps. */
  mapped?: number[];
  anomalies?: 'other classes' | 'own';
}

/** Writes the inputs into a folder that the end of the tests removes. */
export async function writeInputs({
  classes,
  aucs,
  supervised = true,
  mapped = [],
  anomalies = 'other classes',
  experiment: { name = 'test' } = {},
}: Fixture): Promise<Record<string, StageInput[]>> {
  const root = await newFolder('fcdd-report-');
  const newInput = async (stage: string, matrix: StageInput['matrix'] = {}) => {
    const folder = join(root, [stage, ...Object.values(matrix)].join('_'));
    await mkdir(folder);
    const { class: index, seed } = matrix;
    return { stage, matrix, folder, ...(seed !== undefined && { results: `normal_${index}/it_${seed}` }) };
  };
  const dataset = await newInput('dataset');
  await writeJson(join(dataset.folder, 'dataset.json'), {
    name: 'fmnist',
    classes,
    anomalies,
    statistics: [],
    origin: { source: 'a folder of "mine" <here>', digests: {} },
  });
  const summary = await newInput('summary');
  await writeFigures(summary.folder, name, { classes, aucs, mapped });
  const inputs: Record<string, StageInput[]> = {
    dataset: [dataset],
    training: [],
    evaluation: [],
    pixels: [],
    heatmaps: [],
    summary: [summary],
  };
  for (const [index, seeds] of aucs.entries())
    for (const [seed, auc] of seeds.entries()) {
      const [training, evaluation, pixels, heatmaps] = await Promise.all(
        ['train', 'evaluate', 'pixels', 'heatmaps'].map((stage) => newInput(stage, { class: index, seed })),
      );
      await writeTraining(training!.folder, supervised);
      await writeRoc(evaluation!.folder, { auc, fpr: [0, 0, 1], tpr: [0, auc, 1], ths: [null, 1, 0] });
      await writeImageMetrics(evaluation!.folder, evaluateScores([3, 2, 1], [1, 0, 1]));
      await writeTestScores(evaluation!.folder);
      if (mapped.includes(index)) await writePixelFigures(pixels!.folder);
      await writePictures(heatmaps!.folder);
      inputs.training!.push(training!);
      inputs.evaluation!.push(evaluation!);
      inputs.pixels!.push(pixels!);
      inputs.heatmaps!.push(heatmaps!);
    }
  return inputs;
}

/** Runs the stage on the inputs; returns its output folder. */
export async function runReport(
  inputs: Record<string, StageInput[]>,
  { experiment = { name: 'test' }, provenance = [] }: Partial<Fixture> = {},
): Promise<string> {
  const outputFolder = await newFolder('fcdd-report-output-');
  const context: Pick<
    StageContext<ReportParameters>,
    'parameters' | 'inputs' | 'outputFolder' | 'provenance' | 'progress'
  > = { parameters: { experiment }, inputs, outputFolder, provenance, progress: () => {} };
  await stage.run(context as StageContext<ReportParameters>);
  return outputFolder;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}

/** Figures per pixel are those of `writePixelFigures`. */
const sampleFigures = (isMapped: boolean): Figures => ({
  averagePrecision: 0.833333,
  bestF1: 0.8,
  pixelAuc: isMapped ? 0.5 : null,
  pixelAveragePrecision: isMapped ? 0.75 : null,
  pro: isMapped ? 0.5 : null,
});

async function writeFigures(
  folder: string,
  name: unknown,
  { classes, aucs, mapped }: Required<Pick<Fixture, 'classes' | 'aucs' | 'mapped'>>,
): Promise<void> {
  const detectors = aucs.flatMap((seeds, index): DetectorFigures[] =>
    seeds.map((auc, seed) => ({ class: index, seed, auc, figures: sampleFigures(mapped.includes(index)) })),
  );
  await writeSummary(folder, {
    experiment: String(name),
    dataSet: 'fmnist',
    ...summarizeDetectors('fcdd', detectors, classes),
    baselines: [],
  });
}

async function writeTraining(folder: string, supervised: boolean): Promise<void> {
  await writeHistory(
    folder,
    [0.9, 0.5, 0.4].map((loss, epoch) => ({
      epoch,
      learningRate: 0.01,
      loss,
      lossNominal: loss / 2,
      lossAnomalous: supervised ? loss * 2 : null,
    })),
  );
}

/** Writes the figures of one map with two neighbouring anomalous pixels, one of which has the highest score. */
async function writePixelFigures(folder: string): Promise<void> {
  const evaluator = new PixelEvaluator();
  const heatmap = { height: 1, width: 4, values: Float32Array.of(4, 1, 2, 3) };
  evaluator.add(heatmap, { height: 1, width: 4, values: Uint8Array.of(1, 1, 0, 0) });
  await writePixelMetrics(folder, evaluator.result());
}

const smoothing = { method: 'blur', field: { width: 1, jump: 1, extent: 1, start: 0 } } as const;

async function writeTestScores(folder: string): Promise<void> {
  await writeScores(folder, 'test', {
    scores: Float32Array.of(3, 2, 1, 0.5),
    labels: Uint8Array.of(1, 0, 1, 0),
    maps: { height: 1, width: 1, values: new Float32Array(4), smoothing },
  });
}

/** Writes one image of each label and end. */
async function writeExtremes(folder: string): Promise<void> {
  const samples: ExtremeSample[] = [];
  for (const [index, label] of [0, 0, 1, 1].entries()) {
    const end = index % 2 ? 'highest' : 'lowest';
    const write = (kind: string) => writeExtremePicture(folder, `lbl${label}_${end}_${kind}.webp`, tinyWebp);
    const files = { input: await write('input'), heatmap: await write('heatmap') };
    samples.push({ index, label, score: index / 4, end, files });
  }
  await writeExtremeSamples(folder, { size: 1, samples });
}

/** A picture of one white pixel. */
const tinyWebp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

async function writePictures(folder: string): Promise<void> {
  await writeExtremes(folder);
  await writeFile(join(folder, previewFile), blackPng(602, 62));
  const files = pictureFiles.filter((name) => name !== previewFile);
  for (const file of files)
    await writeFile(join(folder, file), file.includes('paper') ? blackPng(182, 62) : blackPng(602, 362));
  const rows = [[0.00123, 0.5, 234.5].map((score, index) => ({ index, label: 0, score }))];
  const pictures = files.map((file): HeatmapPicture => {
    const isOverview = !file.includes('paper');
    return {
      file,
      set: 'test',
      normalization: 'global',
      hasMaps: false,
      rows: isOverview ? [...rows, ...rows] : rows,
    };
  });
  await writeHeatmapPictures(folder, pictures);
}
