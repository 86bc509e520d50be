import type { GivenParameters, SupervisionMode } from '@fcdd/anomalies';
import type { OptimizerOptions, ScheduleOptions } from '@fcdd/fitting';
import type { PreprocessingName } from '@fcdd/preprocessing';

/** Parameters as schemas/stages/train.schema.json describes them, with its defaults filled in. */
export interface TrainParameters {
  /** Index of the nominal class. */
  class: number;
  seed: number;
  preprocessing: PreprocessingName;
  /** 1 swaps the labels of nominal images and anomalies. */
  nominalLabel: 0 | 1;
  supervision: {
    mode: SupervisionMode;
    source: string | null;
    limit: number | null;
    online: boolean;
    /** Parameters of a synthetic source that differ from the original's. */
    parameters: GivenParameters | null;
  };
  /** `weights` names the source of the initial weights; the weights themselves are an input. */
  model: { net: string; bias: boolean; weights: string | null };
  /** Name of the detector. */
  objective: string;
  epochs: number;
  batchSize: number;
  /** Number of parts that each batch is computed in. */
  accumulate: number;
  /** Standard deviation of the upsampling to ground-truth maps, in pixels; null: it follows from the receptive field. */
  gaussStd: number | null;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Epochs between two checkpoints. */
  checkpointEvery: number;
}
