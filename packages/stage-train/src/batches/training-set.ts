import type { TrainParameters } from '@fcdd/schemas/types';
import { type AnomalyMaker, createAnomalyMaker, createNoiseSource } from '@fcdd/anomalies';
import type { Preprocessing } from '@fcdd/preprocessing';
import { createPreprocessing, dataSets } from '@fcdd/data-sets';
import type { ImageReader, ImageShape } from '@fcdd/images';
import { type RandomSource, createRandom } from '@fcdd/random';
import {
  type DataSetDescription,
  type StoredImages,
  openDataSetImages,
  openOutliers,
  readDataSetDescription,
} from '@fcdd/records';
import { nominalImages, outliersFor, trueAnomalies } from './class-images.ts';
import { type FixedAnomalies, drawAnomalies, makeAnomalies } from './fixed-anomalies.ts';

/** Everything that the batches depend on. It is plain data, so that it can be sent to a thread. */
export interface TrainingPlan {
  dataSetFolder: string;
  /** Output folder of the outlier-exposure stage, if there is one. */
  outliersFolder?: string;
  parameters: Pick<TrainParameters, 'class' | 'preprocessing' | 'nominalLabel' | 'supervision'>;
  batchSize: number;
  /** Whether the detector learns from ground-truth maps. */
  learnsFromMaps: boolean;
  /** Seeds the random stream of the batches. */
  seed: number[];
}

/** A training set whose images are read from files when they are drawn. The caller closes it. */
export interface TrainingSet extends Supervision {
  /** Nominal images, in the shape that images are stored in. */
  nominal: ImageReader;
  /** Number of times that each nominal image is drawn in an epoch. */
  repetitions: number;
  nominalLabel: 0 | 1;
  /** Whether samples come with ground-truth maps. */
  hasMaps: boolean;
  /** Shape of images after preprocessing, which the net takes. */
  shape: ImageShape;
  preprocessing: Preprocessing;
  random: RandomSource;
  close(): Promise<void>;
}

/** Source of anomalies; at most one of these is given. */
interface Supervision {
  /** Anomalies that are added to the nominal images, the same in all epochs. */
  fixed?: FixedAnomalies;
  /** Makes anomalies that take the place of drawn nominal images, from the random stream of an epoch. */
  online?: (random: RandomSource) => AnomalyMaker;
}

interface Inputs {
  description: DataSetDescription;
  train: StoredImages;
  outliers?: StoredImages;
}

/** @throws DataError where the inputs are damaged, or hold no images to train with */
export async function loadTrainingSet(plan: TrainingPlan): Promise<TrainingSet> {
  const { dataSetFolder, outliersFolder } = plan;
  const description = await readDataSetDescription(dataSetFolder);
  const opened: StoredImages[] = [];
  const close = async () => {
    for (const images of opened) await images.close();
  };
  try {
    opened.push(await openDataSetImages(dataSetFolder, 'train'));
    if (outliersFolder !== undefined) opened.push(await openOutliers(outliersFolder));
    const [train, outliers] = opened as [StoredImages, StoredImages?];
    return { ...createTrainingSet(plan, { description, train, outliers }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function hasAnomalies({ fixed, online }: TrainingSet): boolean {
  return fixed !== undefined || online !== undefined;
}

function createTrainingSet(plan: TrainingPlan, inputs: Inputs): Omit<TrainingSet, 'close'> {
  const { class: nominalClass, preprocessing, nominalLabel } = plan.parameters;
  const { name, shape, fit, statistics } = inputs.description;
  const nominal = nominalImages(inputs, nominalClass);
  const { repetitions } = dataSets[name]!;
  const random = createRandom(...plan.seed);
  return {
    ...supervise(plan, inputs, nominal, repetitions * nominal.count, random),
    nominal,
    repetitions,
    nominalLabel,
    hasMaps: learnsMaps(plan, inputs),
    shape,
    preprocessing: createPreprocessing(name, preprocessing, statistics[nominalClass]!, shape, fit),
    random,
  };
}

/** @param count number of nominal samples in an epoch */
function supervise(
  { parameters }: TrainingPlan,
  inputs: Inputs,
  nominal: ImageReader,
  count: number,
  random: RandomSource,
): Supervision {
  const { mode, online } = parameters.supervision;
  if (mode === 'unsupervised') return {};
  if (mode === 'other') {
    const anomalies = trueAnomalies(inputs, parameters.class);
    return { fixed: drawAnomalies(anomalies, count, random.fork('anomalies')) };
  }
  const source = parameters.supervision.source ?? '';
  const outliers =
    inputs.outliers && outliersFor(source, inputs.outliers, inputs.description, parameters.class);
  const createMaker = (random: RandomSource) => {
    const options = { ...parameters.supervision, source, outliers, hasColour: makesColour(inputs.description, parameters) }; // prettier-ignore
    const noise = createNoiseSource(options, nominal, random);
    return createAnomalyMaker({ mode, online, noise, nominal });
  };
  if (online) return { online: createMaker };
  return { fixed: makeAnomalies(createMaker(random.fork('anomalies')), nominal.count, count) };
}

/**
 * Whether generated anomalies have colour. Where nominal images have none, colour alone would tell the net what is
 * anomalous.
 */
export function makesColour(
  { hasColour }: DataSetDescription,
  { class: nominalClass, supervision }: Pick<TrainParameters, 'class' | 'supervision'>,
): boolean {
  return supervision.colour === 'always' || (hasColour?.[nominalClass] ?? true);
}

/**
 * Whether samples have ground-truth maps: the detector learns from maps, and any of its images has one. As in the
 * original code, maps of the test images alone are enough.
 */
function learnsMaps(
  { parameters: { supervision }, learnsFromMaps }: TrainingPlan,
  { description, outliers }: Inputs,
): boolean {
  const { train, test } = description.hasMaps;
  const isMapped =
    train || test || supervision.mode === 'malformed_normal_gt' || outliers?.readMap !== undefined;
  return learnsFromMaps && isMapped;
}
