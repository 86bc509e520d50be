import type { DataSetEntry } from '@fcdd/data/catalogue';

/** How the method's authors train on a data set. */
export interface TrainingRecipe {
  net: string;
  /** Id of an anomaly choice. */
  anomalies: string;
  epochs: number;
  seeds: number;
  batchSize: number;
  /** Number of parts in which a batch is computed. */
  accumulate?: number;
  optimizer: { type: 'sgd' | 'adam'; learningRate: number; weightDecay: number };
  schedule: { type: 'exponential' | 'milestones'; factor: number; milestones?: number[] };
  heatmaps: { gaussStd: number; quantile: number; resolution: number };
  /** Approximate number of nominal training images of a class; undefined if only the folders tell. */
  images?: number;
}

const small: Omit<TrainingRecipe, 'anomalies' | 'images'> = {
  net: 'FCDD_CNN28_W',
  epochs: 400,
  seeds: 5,
  batchSize: 128,
  optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 },
  schedule: { type: 'exponential', factor: 0.98 },
  heatmaps: { gaussStd: 1.2, quantile: 0.85, resolution: 64 },
};

const large: Omit<TrainingRecipe, 'anomalies' | 'images'> = {
  net: 'FCDD_CNN224_VGG_NOPT',
  epochs: 600,
  seeds: 5,
  batchSize: 200,
  accumulate: 10,
  optimizer: { type: 'adam', learningRate: 0.001, weightDecay: 1e-6 },
  schedule: { type: 'milestones', factor: 0.1, milestones: [400, 500] },
  heatmaps: { gaussStd: 8, quantile: 0.97, resolution: 224 },
};

const defects: Omit<TrainingRecipe, 'anomalies' | 'images'> = {
  net: 'FCDD_CNN224_VGG_F',
  epochs: 200,
  seeds: 5,
  batchSize: 128,
  accumulate: 8,
  optimizer: { type: 'sgd', learningRate: 0.001, weightDecay: 1e-4 },
  schedule: { type: 'exponential', factor: 0.985 },
  heatmaps: { gaussStd: 12, quantile: 0.99, resolution: 224 },
};

/** Settings from upstream's `runners`, as in `configs`. The anomalies of `custom` need no download. */
const recipes: Record<string, TrainingRecipe> = {
  mnist: { ...small, anomalies: 'fmnist', images: 6000 },
  fmnist: { ...small, anomalies: 'cifar100', images: 6000 },
  cifar10: {
    ...large,
    net: 'FCDD_CNN32_LW3K',
    accumulate: undefined,
    heatmaps: small.heatmaps,
    anomalies: 'cifar100',
    images: 5000,
  },
  imagenet: { ...large, anomalies: 'imagenet22k', images: 1300 },
  pascalvoc: {
    ...large,
    heatmaps: { ...large.heatmaps, quantile: 0.99 },
    anomalies: 'imagenet',
    images: 140,
  },
  mvtec: { ...defects, anomalies: 'confetti', images: 242 },
  custom: {
    ...defects,
    optimizer: { ...defects.optimizer, weightDecay: 1e-6 },
    heatmaps: { gaussStd: 10, quantile: 0.97, resolution: 224 },
    anomalies: 'confetti',
  },
};

/** Returns the recipe of a data set, or of another with images of its size if the authors did not use it. */
export function recipeFor(name: string, { shape }: DataSetEntry): TrainingRecipe {
  if (Object.hasOwn(recipes, name)) return recipes[name]!;
  if (shape === null) return recipes['custom']!;
  return { ...recipes[shape.height === 28 ? 'mnist' : 'cifar10']!, anomalies: 'confetti', images: undefined };
}

export type Effort = 'quick' | 'paper';

/** A first look: a few epochs of one seed. */
const quick = { epochs: 10, seeds: 1 };

/** Returns epochs, seeds and schedule. Milestones keep their share of the epochs. */
export function trainingOf(
  recipe: TrainingRecipe,
  effort: Effort,
): Pick<TrainingRecipe, 'epochs' | 'seeds' | 'schedule'> {
  const { epochs, seeds, schedule } = recipe;
  if (effort === 'paper') return { epochs, seeds, schedule };
  const milestones = schedule.milestones?.map((epoch) => Math.round((epoch / epochs) * quick.epochs));
  return { ...quick, schedule: { ...schedule, ...(milestones && { milestones }) } };
}
