import type { BatchStream, Fit, FitContext } from '@fcdd/fitting';
import type { RandomSource } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import type * as tf from '@tensorflow/tfjs';
import type { NetRequirement } from './net-requirement.ts';
import type { ParameterSchemas } from './parameter-schemas.ts';
import type { HeatmapMethod, Smoothing } from './smoothing/smoothing.ts';

/** All that is known of a detector before one is made. Light: reading it loads no net and no engine. */
export interface DetectorDefinition {
  /** The name that experiments call it by. */
  name: string;
  /** Description that follows "name: " in lists. */
  title: string;
  /** The paper, with its year. */
  source: string;
  /** The parameters that an experiment may give it, with their defaults. They are declared nowhere else. */
  parameters: {
    /** Parameters that its fitting depends on. */
    fitting: ParameterSchemas;
    /** Parameters that change its scores or maps, but not what it learns. */
    explaining: ParameterSchemas;
  };
  /** The most that it learns from: nominal images alone, anomalous images too, or their ground-truth maps as well. */
  learnsFrom: 'nominal' | 'anomalies' | 'maps';
  /** Says which parameters do not fit the training, beyond what their schemas say. */
  problems?(
    parameters: Readonly<Record<string, unknown>>,
    training: { hasMaps: boolean },
  ): ParameterProblem[];
  /** The nets that go with it. */
  fits: NetRequirement;
  /** How large its anomaly maps are, and how they become heatmaps. */
  heatmap: HeatmapMethod;
  /** Makes one on the current engine. */
  create(context: DetectorContext): Promise<Detector>;
}

export interface ParameterProblem {
  parameter: string;
  message: string;
  hint: string;
}

/** A value for each parameter of a detector, those of fitting and of explaining together. */
export type DetectorParameters = Readonly<Record<string, unknown>> & { net: string };

export interface DetectorContext {
  parameters: DetectorParameters;
  /** Draws start values. Without it, weights are zero until a state is loaded. */
  random?: RandomSource;
}

/** A detector on the current engine: it is fitted or loaded, and then explains images. */
export interface Detector {
  /** Height, width and channels of the images that it takes. */
  inputShape: [height: number, width: number, channels: number];
  /** How its anomaly maps become heatmaps. */
  smoothing: Smoothing;
  /**
   * Learns from batches: by gradients, statistics or a memory; the caller need not know.
   * @throws UserError where it cannot learn from them, for example where its loss diverges
   */
  fit(batches: BatchStream, context: FitContext): Promise<Fit>;
  /** Values that explaining depends on, by name: parameters in PyTorch's layout under PyTorch's names, and statistics. */
  state(): Promise<Record<string, Tensor>>;
  /** @throws DataError where a tensor is missing or has another shape */
  load(state: Record<string, Tensor>): void;
  /**
   * Anomaly scores, and the maps that explain them. It is one function of tensors, recorded as it is for export.
   * @param images [count, height, width, channels], normalised
   */
  explain(images: tf.Tensor4D): Explanation;
  /** Names of the tensors that an exported file shows, by name. */
  variables(): Record<string, tf.Variable>;
  /** Frees the memory of the engine. */
  dispose(): void;
}

export type Explanation = {
  /** [count]. */
  scores: tf.Tensor1D;
  /** [count, rows, columns, 1]: of the output's size or the images', as the detector's definition says. */
  maps: tf.Tensor4D;
};
