import { join, posix } from 'node:path';
import { UserError } from '@fcdd/errors';
import {
  type CombinedPicture,
  type DataSetDescription,
  type EpochRecord,
  type HeatmapPicture,
  type PictureFile,
  type PixelRecords,
  type PrecisionRecall,
  type RocRecord,
  type ScoredImages,
  pictureFiles,
  readCombinedPictures,
  readDataSetDescription,
  readHeatmapPictures,
  readHistory,
  readImageMetrics,
  readPixelMetrics,
  readPrecisionRecall,
  readRoc,
  readScoresWithoutMaps,
} from '@fcdd/records';
import type { StageInput } from '@fcdd/stage';
import { type ShownExtreme, readExtremes } from './extremes.ts';
import { type Picture, readPng } from './picture.ts';

/** Results of an experiment, by nominal class, then seed. */
export interface ExperimentResults {
  dataSet: DataSetDescription;
  /** Classes by ascending index. */
  classes: ClassResults[];
}

export interface ClassResults {
  index: number;
  name: string;
  /** Folder of its results, below those of the experiment. */
  folder: string;
  /** Runs by ascending seed. */
  runs: RunResults[];
}

export interface RunResults {
  seed: number;
  /** Folder of its results, below those of the experiment. */
  folder: string;
  roc: RocRecord;
  precisionRecall: PrecisionRecall;
  averagePrecision: number;
  /** Scores of the test images. */
  scores: Omit<ScoredImages, 'maps'>;
  /** Figures and curves per pixel, if there are ground-truth maps. */
  pixels?: PixelRecords;
  /** Epochs of the training; empty if it is not an input. */
  history: EpochRecord[];
  /** Picture of each name in `pictureFiles`; undefined if it does not exist. */
  pictures: Record<PictureFile, Picture | undefined>;
  /** Samples that the heatmap pictures show; empty if heatmaps are not an input. */
  samples: HeatmapPicture[];
  /** Test images with the lowest and highest scores of each label; empty if heatmaps are not an input. */
  extremes: ShownExtreme[];
  /** Pictures of its heatmaps above those of its baselines; empty if there are none. */
  combined: CombinedPictures;
}

export interface CombinedPictures {
  /** Folder below the experiment's results. */
  folder: string;
  pictures: { description: CombinedPicture; picture: Picture | undefined }[];
}

/**
 * Reads the results of an experiment from the inputs of the stage.
 * @throws DataError where a file that a report needs is missing or damaged
 */
export async function readResults(inputs: Record<string, StageInput[]>): Promise<ExperimentResults> {
  const { dataset = [], training = [], evaluation = [], pixels = [], heatmaps = [], combined = [] } = inputs;
  const dataSet = await readDataSetDescription(dataset[0]!.folder);
  const classes = new Map<number, ClassResults>();
  const folderOfClass = classFolders(evaluation);
  for (const input of evaluation) {
    const { index, seed } = classAndSeedOf(input);
    const isSame = (input: StageInput) => {
      const other = classAndSeedOf(input);
      return other.index === index && other.seed === seed;
    };
    const result = getOrCreate(classes, index, folderOfClass(input), dataSet);
    result.runs.push(
      await readRun(folderOfRun(input), seed, {
        evaluation: input.folder,
        training: training.find(isSame)?.folder,
        pixels: pixels.find(isSame)?.folder,
        heatmaps: heatmaps.find(isSame)?.folder,
        combined: combined.find(isSame),
      }),
    );
  }
  for (const { runs } of classes.values()) runs.sort((a, b) => a.seed - b.seed);
  return { dataSet, classes: [...classes.values()].sort((a, b) => a.index - b.index) };
}

function classAndSeedOf({ stage, matrix }: StageInput): { index: number; seed: number } {
  const index = Number(matrix.class);
  const seed = Number(matrix.seed);
  if (!Number.isInteger(index) || !Number.isInteger(seed))
    throw new UserError(
      `An input from stage '${stage}' has no class and seed, so the report cannot place it.`,
      {
        hint: 'In the pipeline, give that stage a matrix of class and seed.',
      },
    );
  return { index, seed };
}

/** Folder of a run's results; a run without one gets a folder in the report's own output. */
function folderOfRun(evaluation: StageInput): string {
  const { index, seed } = classAndSeedOf(evaluation);
  return evaluation.results ?? `class_${index}/seed_${seed}`;
}

/**
 * Creates a function that finds the folder of an evaluation's class. It is the folder that holds the folders of its
 * runs, or one inside it if that also holds runs of other classes.
 */
function classFolders(evaluations: StageInput[]): (evaluation: StageInput) => string {
  const around = (evaluation: StageInput): string => posix.dirname(folderOfRun(evaluation));
  const inside = new Map<string, Set<number>>();
  for (const evaluation of evaluations) {
    const folder = around(evaluation);
    inside.set(folder, (inside.get(folder) ?? new Set()).add(classAndSeedOf(evaluation).index));
  }
  return (evaluation) => {
    const folder = around(evaluation);
    const isOwn = folder !== '.' && inside.get(folder)!.size === 1;
    return isOwn ? folder : posix.join(folder, `class_${classAndSeedOf(evaluation).index}`);
  };
}

function getOrCreate(
  classes: Map<number, ClassResults>,
  index: number,
  folder: string,
  { classes: names }: DataSetDescription,
): ClassResults {
  const result = classes.get(index) ?? {
    index,
    name: names[index] ?? `class ${index}`,
    folder,
    runs: [],
  };
  classes.set(index, result);
  return result;
}

async function readRun(
  folder: string,
  seed: number,
  inputs: {
    evaluation: string;
    training?: string;
    pixels?: string;
    heatmaps?: string;
    combined?: StageInput;
  },
): Promise<RunResults> {
  const pictures = {} as RunResults['pictures'];
  for (const name of pictureFiles)
    pictures[name] = inputs.heatmaps ? await readPng(join(inputs.heatmaps, name)) : undefined;
  return {
    seed,
    folder,
    roc: await readRoc(inputs.evaluation),
    precisionRecall: await readPrecisionRecall(inputs.evaluation),
    averagePrecision: (await readImageMetrics(inputs.evaluation)).averagePrecision,
    scores: await readScoresWithoutMaps(inputs.evaluation, 'test'),
    pixels: inputs.pixels ? await readPixelMetrics(inputs.pixels) : undefined,
    history: inputs.training ? await readHistory(inputs.training) : [],
    pictures,
    samples: inputs.heatmaps ? await readHeatmapPictures(inputs.heatmaps) : [],
    extremes: inputs.heatmaps ? await readExtremes(inputs.heatmaps) : [],
    combined: {
      folder: inputs.combined?.results ?? '',
      pictures: inputs.combined ? await readCombined(inputs.combined.folder) : [],
    },
  };
}

async function readCombined(folder: string): Promise<CombinedPictures['pictures']> {
  const descriptions = await readCombinedPictures(folder);
  return Promise.all(
    descriptions.map(async (description) => ({
      description,
      picture: await readPng(join(folder, description.file)),
    })),
  );
}
