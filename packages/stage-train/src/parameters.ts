import type { GivenParameters, SupervisionMode } from '@fcdd/anomalies';
import type { DetectorParameters } from '@fcdd/detectors';
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
  /** Name of the detector, and the parameters that its fitting depends on. Its initial weights are an input. */
  detector: DetectorParameters & { name: string };
  epochs: number;
  fit: {
    batchSize: number;
    /** Number of parts that each batch is computed in. */
    accumulate: number;
    optimizer: OptimizerOptions;
    schedule: ScheduleOptions;
    /** Epochs between two checkpoints. */
    checkpointEvery: number;
  };
}
