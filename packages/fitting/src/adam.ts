import { DataError } from '@fcdd/errors';
import * as tf from '@tensorflow/tfjs';
import { decayedGradient } from './decayed-gradient.ts';
import type { Optimizer } from './optimizers.ts';
import { type Parameter, readParameters, writeParameters, zerosBeside } from '@fcdd/nets';

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

/** Adam with weight decay added to the gradient. Source: Kingma, Ba, "Adam", ICLR 2015, algorithm 1. */
export function createAdam(parameters: Parameter[], weightDecay: number): Optimizer {
  const firstMoments = parameters.map((parameter) => zerosBeside(parameter, `exp_avg.${parameter.name}`));
  const secondMoments = parameters.map((parameter) => zerosBeside(parameter, `exp_avg_sq.${parameter.name}`));
  const moments = [...firstMoments, ...secondMoments];
  let steps = 0;
  return {
    step: (gradients, learningRate) =>
      tf.tidy(() => {
        steps++;
        const rate = tf.scalar(learningRate / (1 - firstDecay ** steps));
        const correction = tf.scalar(1 / Math.sqrt(1 - secondDecay ** steps));
        const decay = tf.scalar(weightDecay);
        parameters.forEach((parameter, index) => {
          const gradient = decayedGradient(parameter, gradients, decay);
          const first = average(firstMoments[index]!.variable, gradient, firstDecay);
          const second = average(secondMoments[index]!.variable, tf.square(gradient), secondDecay);
          const direction = tf.div(first, tf.add(tf.mul(tf.sqrt(second), correction), epsilon));
          parameter.variable.assign(tf.sub(parameter.variable, tf.mul(direction, rate)));
        });
      }),
    state: async () => ({
      ...(await readParameters(moments)),
      step: { shape: [], data: Int32Array.of(steps) },
    }),
    load: (state) => {
      if (!state.step) throw new DataError("The saved state has no 'step'.");
      writeParameters(moments, state);
      steps = state.step.data[0]!;
    },
    dispose: () => moments.forEach(({ variable }) => variable.dispose()),
  };
}

/** Updates an exponential average, and returns it. */
function average(variable: tf.Variable, value: tf.Tensor, decay: number): tf.Variable {
  variable.assign(tf.add(tf.mul(variable, decay), tf.mul(value, 1 - decay)));
  return variable;
}
