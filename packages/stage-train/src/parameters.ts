import type { GivenParameters, SupervisionMode } from '@fcdd/anomalies';
import type { OptimizerOptions, ScheduleOptions } from '@fcdd/fitting';
import type { PreprocessingName } from '@fcdd/preprocessing';

/** What schemas/stages/train.schema.json describes, with its defaults filled in. */
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
    /** Of a synthetic source: what differs from the original's. */
    parameters: GivenParameters | null;
  };
  /** `weights` is where the net's first weights are from; they themselves are an input. */
  model: { net: string; bias: boolean; weights: string | null };
  /** Name of the detector. */
  objective: string;
  epochs: number;
  batchSize: number;
  /** Parts that each batch is computed in. */
  accumulate: number;
  /** Of the upsampling to ground-truth maps, in pixels; null: from the receptive field. */
  gaussStd: number | null;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Epochs. */
  checkpointEvery: number;
}
