import type { SupervisionMode } from '@fcdd/anomalies';
import type { PreprocessingName } from '@fcdd/data';
import type { OptimizerOptions, ScheduleOptions } from '@fcdd/models';

/** What schemas/stages/train.schema.json describes, with its defaults filled in. */
export interface TrainParameters {
  /** Index of the nominal class. */
  class: number;
  seed: number;
  preprocessing: PreprocessingName;
  supervision: {
    mode: SupervisionMode;
    source: string | null;
    limit: number | null;
    online: boolean;
  };
  model: { net: string; bias: boolean };
  objective: string;
  epochs: number;
  batchSize: number;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Epochs. */
  checkpointEvery: number;
}
