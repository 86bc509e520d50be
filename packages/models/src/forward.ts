import * as tf from '@tensorflow/tfjs';
import { batchNormTraining } from './batch-norm.ts';
import type { Block } from './blocks.ts';

// Whatever is increasing and per channel gives the same before max pooling and after it, where there are fewer values.
// So pooling comes right after the convolution. A batch norm with a negative scale would be decreasing: the sign moves
// into the convolution's weights.

/** By name of the parameter. */
export type Variables = Record<string, tf.Variable>;

/** Weight of the newest batch in running statistics. */
const runningStatisticsMomentum = 0.1;

/** A block with the statistics of the batch, which also update the running ones. */
export function trainBlock(input: tf.Tensor4D, block: Block, variables: Variables): tf.Tensor4D {
  const { weight, bias, norm } = variablesOf(block, variables);
  if (!norm) return activate(tf.add(pool(convolve(input, weight, block), block), bias), block);

  const sign = tf.step(norm.scale, -1);
  const sample = convolve(input, tf.mul(weight, sign), block);
  const count = sample.size / block.convolution.channels;
  // A bias before batch norm moves the mean with it: neither values nor gradients depend on it.
  const normalised = batchNormTraining(
    pool(sample, block),
    sample,
    tf.mul(norm.scale, sign),
    norm.offset,
    norm.epsilon,
    ({ mean, variance }) => {
      updateRunning(norm.runningMean, tf.add(tf.mul(mean, sign), bias));
      updateRunning(norm.runningVariance, tf.mul(variance, count / (count - 1)));
    },
  );
  return activate(normalised, block);
}

/** A block with the running statistics: its batch norm is part of the convolution. */
export function evaluateBlock(input: tf.Tensor4D, block: Block, variables: Variables): tf.Tensor4D {
  const { weight, bias, norm } = variablesOf(block, variables);
  if (!norm) return activate(tf.add(pool(convolve(input, weight, block), block), bias), block);

  const factor = tf.mul(norm.scale, tf.rsqrt(tf.add(norm.runningVariance, norm.epsilon)));
  const offset = tf.add(tf.mul(tf.sub(bias, norm.runningMean), factor), norm.offset);
  return activate(tf.add(pool(convolve(input, tf.mul(weight, factor), block), block), offset), block);
}

function variablesOf({ convolution, batchNorm }: Block, variables: Variables) {
  const perChannel = (name: string, absent: number) =>
    (variables[name] as tf.Tensor1D | undefined) ?? tf.fill([convolution.channels], absent);
  return {
    weight: variables[`${convolution.name}.weight`] as tf.Tensor as tf.Tensor4D,
    bias: perChannel(`${convolution.name}.bias`, 0) as tf.Tensor1D,
    norm: batchNorm && {
      epsilon: batchNorm.epsilon,
      scale: perChannel(`${batchNorm.name}.weight`, 1) as tf.Tensor1D,
      offset: perChannel(`${batchNorm.name}.bias`, 0) as tf.Tensor1D,
      runningMean: variables[`${batchNorm.name}.running_mean`]!,
      runningVariance: variables[`${batchNorm.name}.running_var`]!,
    },
  };
}

function convolve(input: tf.Tensor4D, weight: tf.Tensor4D, { convolution }: Block): tf.Tensor4D {
  return tf.conv2d(input, weight, 1, convolution.padding, 'NHWC', 1, 'floor');
}

function pool(values: tf.Tensor4D, { pool }: Block): tf.Tensor4D {
  return pool ? tf.maxPool(values, pool.kernelSize, pool.stride, pool.padding, 'floor') : values;
}

function activate(values: tf.Tensor4D, { activation }: Block): tf.Tensor4D {
  return activation ? tf.leakyRelu(values, activation.negativeSlope) : values;
}

function updateRunning(running: tf.Variable, batch: tf.Tensor): void {
  running.assign(
    tf.add(tf.mul(running, 1 - runningStatisticsMomentum), tf.mul(batch, runningStatisticsMomentum)),
  );
}
