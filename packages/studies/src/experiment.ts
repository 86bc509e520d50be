import type { supervisionModes } from '@fcdd/anomalies/catalogue';
import type { GivenParameters } from '@fcdd/anomalies/noise-parameters';
import type { PreprocessingName } from '@fcdd/data-sets/catalogue';
import type { ImageShape } from '@fcdd/images/shape';
import type { Halving } from '@fcdd/experiment';
import type { FigureName } from '@fcdd/records';
import type { EngineChoice } from '@fcdd/stage';

/** An experiment as its schema leaves it: checked one value at a time, defaults filled in. */
export interface Experiment {
  version: 1;
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
  model: { net: string; bias: boolean; weights: string | null };
  training: {
    /** Name of a detector. */
    objective: string;
    gaussStd: number | null;
    seeds: number | number[];
    epochs: number;
    batchSize: number;
    accumulate: number;
  };
  heatmaps: { gaussStd: number | null; gradient: 'grad' | 'xgrad'; quantile: number; resolution: number };
  /** Objectives of the baselines that the nets are compared with. */
  baselines: BaselineObjective[];
  engine: { backend: EngineOption<'backend'>; device: string; threads: number | null };
  /** How the variants are compared that this is one of. */
  sweep: { metric: SweepMetric; halving: Halving | null } | null;
}

/** Figure by which variants of an experiment are compared: a mean over classes and seeds. */
export type SweepMetric = 'auc' | FigureName;

export type BaselineObjective = 'hsc' | 'ae';

type EngineOption<Key extends keyof EngineChoice> = 'auto' | EngineChoice[Key];

/** An experiment as pipelines read it: names looked up, shorthands written out. */
export interface ResolvedExperiment extends Omit<
  Experiment,
  'dataset' | 'supervision' | 'baselines' | 'sweep'
> {
  dataset: Omit<Experiment['dataset'], 'path'> & {
    preprocessing: PreprocessingName;
    /** Indices of the classes. */
    classes: number[];
    source: DataSource;
    /** Whether test images come with ground-truth maps. */
    hasTestMaps: boolean;
    /** Shape of the images that the net takes. */
    shape: ImageShape;
    /** Shape in which training images are stored. */
    storedShape: ImageShape;
  };
  supervision: Omit<Experiment['supervision'], 'path'> & { origin: DataSource; exclude: string[] };
  model: Experiment['model'] & {
    /** Absolute path of a file, or name of published weights; null: random. */
    weights: string | null;
  };
  /** Kind of initial weights. */
  initialization: 'random' | 'weights';
  training: Experiment['training'] & {
    seeds: number[];
    /** Epochs at which trainings stop for a comparison; the last is their end. */
    stops: number[];
  };
  baselines: Partial<Record<BaselineObjective, Baseline>>;
  hasBaselines: boolean;
  engine: EngineChoice & { threads: number | null };
}

/** A baseline of an experiment: trained and shown like it, apart from the settings that its objective needs. */
export interface Baseline extends Pick<
  ResolvedExperiment,
  'model' | 'initialization' | 'training' | 'heatmaps'
> {
  objective: BaselineObjective;
  supervision: Omit<ResolvedExperiment['supervision'], 'origin' | 'exclude'>;
}

/** `official`, or the absolute path of the user's own file or folder, or its digest. */
export type DataSource = string;

/** Source of published data, as opposed to the user's own copy. */
export const OFFICIAL = 'official';
