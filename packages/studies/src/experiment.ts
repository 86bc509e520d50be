import type { supervisionModes } from '@fcdd/anomalies/catalogue';
import type { GivenParameters } from '@fcdd/anomalies/noise-parameters';
import type { PreprocessingName } from '@fcdd/data-sets/catalogue';
import type { OptimizerOptions, ScheduleOptions } from '@fcdd/fitting';
import type { ImageShape } from '@fcdd/images/shape';
import type { Halving } from '@fcdd/experiment';
import type { FigureName } from '@fcdd/records';
import type { EngineChoice } from '@fcdd/stage';

/** An experiment as its schema leaves it: checked one value at a time, defaults filled in. */
export interface Experiment {
  version: 2;
  name: string;
  description: string;
  pipeline: string;
  dataset: {
    name: string;
    path: string | null;
    classes: 'all' | (string | number)[];
    preprocessing: PreprocessingName | null;
    nominalLabel: 0 | 1;
    fit: 'fill' | 'crop' | null;
  };
  supervision: {
    mode: keyof typeof supervisionModes;
    source: string | null;
    path: string | null;
    limit: number | null;
    exclude: string[] | null;
    online: boolean;
    /** Parameters of a synthetic source. */
    parameters: GivenParameters | null;
  };
  /** The detector that the experiment is about. */
  detector: Required<Pick<GivenDetector, 'label' | 'net' | 'bias' | 'weights'>> & GivenDetector;
  /** Detectors that it is compared with, by name or with parameters. */
  baselines: (string | GivenDetector)[];
  training: { seeds: number | number[]; epochs: number } & FitOptions;
  heatmaps: { gaussStd: number | null; quantile: number; resolution: number };
  engine: { backend: EngineOption<'backend'>; device: string; threads: number | null };
  /** How the variants are compared that this is one of. */
  sweep: { metric: SweepMetric; halving: Halving | null } | null;
}

/** A detector as an experiment's file describes it: its name, and values of its parameters. */
export interface GivenDetector {
  name: string;
  label?: string | null;
  net?: string;
  bias?: boolean;
  weights?: string | null;
  [parameter: string]: unknown;
}

/** How a detector is fitted to its training images. */
export interface FitOptions {
  batchSize: number;
  accumulate: number;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Epochs between two checkpoints. */
  checkpointEvery: number;
}

/** Figure by which variants of an experiment are compared: a mean over classes and seeds. */
export type SweepMetric = 'auc' | FigureName;

type EngineOption<Key extends keyof EngineChoice> = 'auto' | EngineChoice[Key];

/** An experiment as pipelines read it: names looked up, shorthands written out. */
export interface ResolvedExperiment extends Omit<
  Experiment,
  'dataset' | 'supervision' | 'detector' | 'baselines' | 'training' | 'sweep' | 'engine'
> {
  dataset: Omit<Experiment['dataset'], 'path' | 'classes'> & {
    preprocessing: PreprocessingName;
    /** Indices of the classes. */
    classes: number[];
    source: DataSource;
    /** Whether test images come with ground-truth maps. */
    hasTestMaps: boolean;
    /** Shape of the images that the nets take. */
    shape: ImageShape;
    /** Shape in which training images are stored. */
    storedShape: ImageShape;
  };
  supervision: DetectorSupervision & {
    /** Whether its anomalies are images of another data set. */
    usesOutliers: boolean;
    origin: DataSource;
    exclude: string[];
  };
  /** The detector that the experiment is about: its label, and a value for each of its parameters. */
  detector: { label: string } & DetectorValues;
  /** All detectors by their labels: the experiment's own, then those that it is compared with. */
  detectors: Record<string, ResolvedDetector>;
  hasBaselines: boolean;
  training: {
    seeds: number[];
    epochs: number;
    /** Epochs at which trainings stop for a comparison; the last is their end. */
    stops: number[];
    fit: FitOptions;
  };
  engine: EngineChoice & { threads: number | null };
}

/** A detector of an experiment as pipelines read it. */
export interface ResolvedDetector {
  isBaseline: boolean;
  /** Start of the paths of its results, below the folder of the experiment: empty, or such as `baselines/hsc/`. */
  results: string;
  /** Kind of its initial weights. */
  initialization: 'random' | 'weights';
  /** Its name, and the parameters that its fitting depends on. */
  fitting: DetectorValues;
  /** The parameters that change its scores or maps, but not what it learns. */
  explaining: Record<string, unknown>;
  /** The part of the experiment's supervision that it learns from. */
  supervision: DetectorSupervision;
}

export type DetectorValues = Record<string, unknown> & {
  name: string;
  net: string;
  bias: boolean;
  /** Absolute path of a file, or name of published weights; null: random. */
  weights: string | null;
};

/** The supervision of one detector. */
export type DetectorSupervision = Omit<Experiment['supervision'], 'path' | 'exclude'>;

/** `official`, or the absolute path of the user's own file or folder, or its digest. */
export type DataSource = string;

/** Source of published data, as opposed to the user's own copy. */
export const OFFICIAL = 'official';
