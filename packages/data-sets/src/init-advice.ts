/** How the method's authors train on a data set; `fcdd init` writes it into a first experiment. */
export interface InitAdvice {
  net: string;
  /** Id of an anomaly choice: a source of outliers or of generated anomalies. */
  anomalies: string;
  epochs: number;
  seeds: number;
  batchSize: number;
  /** Parts in which a batch is computed. */
  accumulate?: number;
  optimizer: { type: 'sgd' | 'adam'; learningRate: number; weightDecay: number };
  schedule: { type: 'exponential' | 'milestones'; factor: number; milestones?: number[] };
  heatmaps: { gaussStd: number; quantile: number; resolution: number };
  /** Nominal training images of a class, about; undefined: seen from the folders. */
  images?: number;
}

// The settings of upstream's `runners`, as in `configs`.

/** Images of 28 x 28. */
export const smallImages = {
  net: 'FCDD_CNN28_W',
  epochs: 400,
  seeds: 5,
  batchSize: 128,
  optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 },
  schedule: { type: 'exponential', factor: 0.98 },
  heatmaps: { gaussStd: 1.2, quantile: 0.85, resolution: 64 },
} as const satisfies Omit<InitAdvice, 'anomalies'>;

/** Photographs. */
export const largeImages = {
  net: 'FCDD_CNN224_VGG_NOPT',
  epochs: 600,
  seeds: 5,
  batchSize: 200,
  accumulate: 10,
  optimizer: { type: 'adam', learningRate: 0.001, weightDecay: 1e-6 },
  schedule: { type: 'milestones', factor: 0.1, milestones: [400, 500] as number[] },
  heatmaps: { gaussStd: 8, quantile: 0.97, resolution: 224 },
} as const satisfies Omit<InitAdvice, 'anomalies'>;

/** Photographs of objects, some with small defects. */
export const defects = {
  net: 'FCDD_CNN224_VGG_F',
  epochs: 200,
  seeds: 5,
  batchSize: 128,
  accumulate: 8,
  optimizer: { type: 'sgd', learningRate: 0.001, weightDecay: 1e-4 },
  schedule: { type: 'exponential', factor: 0.985 },
  heatmaps: { gaussStd: 12, quantile: 0.99, resolution: 224 },
} as const satisfies Omit<InitAdvice, 'anomalies'>;

/** Images of the user's own. The anomalies need no download. */
export const ownImages: InitAdvice = {
  ...defects,
  optimizer: { ...defects.optimizer, weightDecay: 1e-6 },
  heatmaps: { gaussStd: 10, quantile: 0.97, resolution: 224 },
  anomalies: 'confetti',
};
