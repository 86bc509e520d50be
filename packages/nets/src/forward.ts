import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { arrange } from './arrangement.ts';
import { batchNormTraining } from './batch-norm.ts';
import type { Block } from './blocks.ts';
import { applyLinear, scaleOutputs } from './linear.ts';
import { outputsOf } from './parameter-shapes.ts';

// Whatever is increasing and per channel gives the same before max pooling and after it, where there are fewer values.
// So pooling comes right after the linear layer. A batch norm with a negative scale would be decreasing: before pooling,
// the sign moves into the linear layer's weights.

/** By name of the parameter. */
export type Variables = Record<string, tf.Variable>;

/** Weight of the newest batch in running statistics. */
const runningStatisticsMomentum = 0.1;

/** A block with the statistics of the batch, which also update the running ones. */
export function trainBlock(
  input: tf.Tensor,
  block: Block,
  variables: Variables,
  random: RandomSource,
): tf.Tensor {
  const { linear, norm, weight, bias } = variablesOf(block, variables);
  if (!norm) {
    const values = tf.add(pool(applyLinear(input, linear, weight), block), bias);
    return finish(values, block, random);
  }
  const sign = block.pool && tf.step(norm.scale, -1);
  const withSign = (values: tf.Tensor) =>
    sign ? tf.mul<tf.Tensor1D>(values, sign) : (values as tf.Tensor1D);
  const sample = applyLinear(input, linear, sign ? scaleOutputs(weight, linear, sign) : weight);
  const count = sample.size / outputsOf(linear);
  // A bias before batch norm moves the mean with it: neither values nor gradients depend on it.
  const normalised = batchNormTraining(
    pool(sample, block),
    sample,
    withSign(norm.scale),
    norm.offset,
    norm.epsilon,
    ({ mean, variance }) => {
      updateRunning(norm.runningMean, tf.add(withSign(mean), bias));
      // A single value deviates from nothing: there is no unbiased variance, and zero stands for it.
      updateRunning(norm.runningVariance, tf.mul(variance, count / Math.max(count - 1, 1)));
    },
  );
  return finish(normalised, block, random);
}

/** A block with the running statistics: its batch norm is part of the linear layer. */
export function evaluateBlock(input: tf.Tensor, block: Block, variables: Variables): tf.Tensor {
  const { linear, norm, weight, bias } = variablesOf(block, variables);
  if (!norm) return finish(tf.add(pool(applyLinear(input, linear, weight), block), bias), block);

  const factor = tf.mul(norm.scale, tf.rsqrt(tf.add(norm.runningVariance, norm.epsilon)));
  const offset = tf.add(tf.mul(tf.sub(bias, norm.runningMean), factor), norm.offset);
  const scaled = applyLinear(input, linear, scaleOutputs(weight, linear, factor));
  return finish(tf.add(pool(scaled, block), offset), block);
}

function variablesOf({ linear, batchNorm }: Block, variables: Variables) {
  const perOutput = (name: string, absent: number) =>
    ((variables[name] as tf.Tensor | undefined) ?? tf.fill([outputsOf(linear)], absent)) as tf.Tensor1D;
  return {
    linear,
    weight: variables[`${linear.name}.weight`] as tf.Tensor,
    bias: perOutput(`${linear.name}.bias`, 0),
    norm: batchNorm && {
      epsilon: batchNorm.epsilon,
      scale: perOutput(`${batchNorm.name}.weight`, 1),
      offset: perOutput(`${batchNorm.name}.bias`, 0),
      runningMean: variables[`${batchNorm.name}.running_mean`]!,
      runningVariance: variables[`${batchNorm.name}.running_var`]!,
    },
  };
}

function pool(values: tf.Tensor, { pool }: Block): tf.Tensor {
  if (!pool) return values;
  return tf.maxPool(values as tf.Tensor4D, pool.kernelSize, pool.stride, pool.padding, 'floor');
}

/** What comes after batch norm and pooling. */
function finish(values: tf.Tensor, block: Block, random?: RandomSource): tf.Tensor {
  return block.arrangements.reduce(
    (arranged, layer) => arrange(arranged, layer, random),
    activate(values, block),
  );
}

function activate(values: tf.Tensor, { activation }: Block): tf.Tensor {
  switch (activation?.type) {
    case 'leakyRelu':
      return tf.leakyRelu(values, activation.negativeSlope);
    case 'relu':
      return tf.relu(values);
    case 'sigmoid':
      return tf.sigmoid(values);
    case undefined:
      return values;
  }
}

function updateRunning(running: tf.Variable, batch: tf.Tensor): void {
  running.assign(
    tf.add(tf.mul(running, 1 - runningStatisticsMomentum), tf.mul(batch, runningStatisticsMomentum)),
  );
}
