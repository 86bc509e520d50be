import { UserError } from '@fcdd/errors';
import type * as tf from '@tensorflow/tfjs';
import { fcdd } from './fcdd-objective.ts';

/** What a net is trained for, and how its output is read. */
export interface Objective {
  /**
   * Training loss of each sample.
   * @param output of the net, [count, rows, columns, 1]
   * @param labels [count], float: 0 is nominal, 1 anomalous
   * @returns [count]
   */
  losses(output: tf.Tensor4D, labels: tf.Tensor1D): tf.Tensor1D;
  /** Anomaly score of each image: [count]. */
  scores(output: tf.Tensor4D): tf.Tensor1D;
  /** Anomaly map of each image: [count, rows, columns]. */
  maps(output: tf.Tensor4D): tf.Tensor3D;
}

const objectives: Record<string, Objective> = { fcdd };

/** @throws UserError where there is no such objective */
export function createObjective(name: string): Objective {
  const objective = Object.hasOwn(objectives, name) ? objectives[name] : undefined;
  if (objective) return objective;
  throw new UserError(`There is no objective ${name}.`, {
    hint: `There is: ${Object.keys(objectives).join(', ')}.`,
  });
}
