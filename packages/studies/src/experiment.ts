import type { PreprocessingName } from '@fcdd/data-sets/catalogue';
import type { ImageShape } from '@fcdd/images/shape';
import type * as schemas from '@fcdd/schemas/types';
import type { EngineChoice } from '@fcdd/stage';

/** An experiment as its schema leaves it: checked one value at a time, defaults filled in. */
export interface Experiment extends Omit<schemas.Experiment, 'extends' | 'detector' | 'baselines' | 'sweep'> {
  /** The detector that the experiment is about. */
  detector: Required<Pick<GivenDetector, 'label' | 'net' | 'bias' | 'weights'>> & GivenDetector;
  /** Detectors that it is compared with, by name or with parameters. */
  baselines: (string | GivenDetector)[];
  /** How the variants are compared that this is one of. */
  sweep: Pick<NonNullable<schemas.Sweep>, 'metric' | 'halving'> | null;
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
    fit: schemas.Fit;
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
