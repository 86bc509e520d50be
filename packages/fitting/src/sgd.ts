import * as tf from '@tensorflow/tfjs';
import { decayedGradient } from './decayed-gradient.ts';
import type { Optimizer } from './optimizers.ts';
import { type Parameter, readParameters, writeParameters, zerosBeside } from '@fcdd/nets';

const momentum = 0.9;

/**
 * Stochastic gradient descent with Nesterov momentum, in PyTorch's form: with buffer b = momentum * b + g, a parameter
 * moves by -rate * (g + momentum * b).
 */
export function createSgd(parameters: Parameter[], weightDecay: number): Optimizer {
  const buffers = parameters.map((parameter) => zerosBeside(parameter, `momentum_buffer.${parameter.name}`));
  return {
    step: (gradients, learningRate) =>
      tf.tidy(() => {
        const [rate, decay, keep] = [tf.scalar(learningRate), tf.scalar(weightDecay), tf.scalar(momentum)];
        parameters.forEach((parameter, index) => {
          const buffer = buffers[index]!.variable;
          const gradient = decayedGradient(parameter, gradients, decay);
          buffer.assign(tf.add(tf.mul(buffer, keep), gradient));
          const direction = tf.add(gradient, tf.mul(buffer, keep));
          parameter.variable.assign(tf.sub(parameter.variable, tf.mul(direction, rate)));
        });
      }),
    state: () => readParameters(buffers),
    load: (state) => writeParameters(buffers, state),
    dispose: () => buffers.forEach(({ variable }) => variable.dispose()),
  };
}
