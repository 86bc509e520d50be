import { type SynthesizingMode, createNoiseSource, makeAnomalies } from '@fcdd/anomalies';
import { type Preprocessing, createPreprocessing } from '@fcdd/data';
import { DataError } from '@fcdd/errors';
import { type ImageStack, type LabelledImages, emptyStack, selectImages } from '@fcdd/images';
import { type RandomSource, createRandom } from '@fcdd/random';
import { readDataSetDescription, readDataSetImages, readOutliers } from '@fcdd/records';
import type { TrainParameters } from '../parameters.ts';

/** All that the batches follow from. Plain data, so that a worker can be given it. */
export interface TrainingPlan {
  dataSetFolder: string;
  /** Of the outlier-exposure stage, where there is one. */
  outliersFolder?: string;
  parameters: Pick<TrainParameters, 'class' | 'preprocessing' | 'supervision' | 'batchSize'>;
  /** Seeds the random stream of the batches. */
  seed: number[];
}

export interface TrainingSet {
  nominal: ImageStack;
  /** Anomalies that stay the same in all epochs; none where they are made online, or not at all. */
  anomalies: ImageStack;
  /** How each drawn nominal image may give way to an anomaly. */
  online?: { mode: SynthesizingMode; source: string; outliers?: ImageStack };
  /** Whether anomalies, of which each is made of the nominal image at its place, come with ground-truth maps. */
  hasMaps: boolean;
  preprocessing: Preprocessing;
  random: RandomSource;
}

/** @throws DataError where the inputs are damaged, or hold nothing to train with */
export async function loadTrainingSet(plan: TrainingPlan): Promise<TrainingSet> {
  const { class: nominalClass, supervision } = plan.parameters;
  const description = await readDataSetDescription(plan.dataSetFolder);
  const train = await readDataSetImages(plan.dataSetFolder, 'train');
  const name = description.classes[nominalClass];
  const nominal = selectImages(
    train.images,
    indicesOf(train, (label) => label === nominalClass),
  );
  if (name === undefined || nominal.count === 0)
    throw new DataError(
      `The data set ${description.name} has no training images of class ${nominalClass}${name === undefined ? '' : ` (${name})`}.`,
    );

  const random = createRandom(...plan.seed);
  const preprocessing = createPreprocessing(
    description.name,
    plan.parameters.preprocessing,
    description.statistics[nominalClass]!,
    nominal,
  );
  const set = { nominal, preprocessing, random, hasMaps: supervision.mode === 'malformed_normal_gt' };
  const none = emptyStack(0, nominal.height, nominal.width, nominal.channels);
  const { mode } = supervision;
  if (mode === 'unsupervised') return { ...set, anomalies: none };
  if (mode === 'other')
    return { ...set, anomalies: trueAnomalies(train, nominalClass, nominal.count, random) };

  const source = supervision.source ?? '';
  const outliers = plan.outliersFolder === undefined ? undefined : await readOutliers(plan.outliersFolder);
  if (supervision.online) return { ...set, anomalies: none, online: { mode, source, outliers } };
  const noise = createNoiseSource(source, nominal, random.fork('anomalies'), outliers);
  return { ...set, anomalies: makeAnomalies(mode, noise, nominal) };
}

export function hasAnomalies({ anomalies, online }: TrainingSet): boolean {
  return anomalies.count > 0 || online !== undefined;
}

/** As many as there are nominal images, drawn with replacement. */
function trueAnomalies(
  train: LabelledImages,
  nominalClass: number,
  count: number,
  random: RandomSource,
): ImageStack {
  const anomalous = indicesOf(train, (label) => label !== nominalClass);
  if (anomalous.length === 0) throw new DataError('The data set has no training anomalies to learn from.');
  const draw = random.fork('anomalies');
  const drawn = Array.from({ length: count }, () => anomalous[draw.integer(anomalous.length)]!);
  return selectImages(train.images, drawn);
}

function indicesOf({ labels }: LabelledImages, matches: (label: number) => boolean): number[] {
  const indices: number[] = [];
  for (let i = 0; i < labels.length; i++) if (matches(labels[i]!)) indices.push(i);
  return indices;
}
