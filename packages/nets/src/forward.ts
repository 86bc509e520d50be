import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { activate } from './activation.ts';
import { arrange } from './arrangement.ts';
import { batchNormTraining } from './batch-norm.ts';
import type { Block } from './blocks.ts';
import type { BatchNorm, MaxPool } from './layers.ts';
import { applyLinear, scaleOutputs } from './linear.ts';
import { outputsOf } from './parameter-shapes.ts';

// A function of each channel that is increasing gives the same before max pooling as after it, where there are fewer values.
// Pooling therefore comes right after the linear layer. A batch norm with a negative scale is decreasing, so its sign moves
// into the linear layer's weights before pooling.

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
  // A bias before batch norm moves the mean as well: neither values nor gradients depend on it.
  const normalised = batchNormTraining(
    pool(sample, block),
    sample,
    withSign(norm.scale),
    norm.offset,
    norm.epsilon,
    ({ mean, variance }) => updateStatistics(norm, tf.add(withSign(mean), bias), variance, count),
  );
  return finish(normalised, block, random);
}

/** A block with the running statistics: its batch norm is part of the linear layer. */
export function evaluateBlock(input: tf.Tensor, block: Block, variables: Variables): tf.Tensor {
  const { linear, norm, weight, bias } = variablesOf(block, variables);
  if (!norm) return finish(tf.add(pool(applyLinear(input, linear, weight), block), bias), block);

  const factor = evaluationFactor(norm);
  const offset = tf.add(tf.mul(tf.sub(bias, norm.runningMean), factor), norm.offset);
  const scaled = applyLinear(input, linear, scaleOutputs(weight, linear, factor));
  return finish(tf.add(pool(scaled, block), offset), block);
}

/** A batch norm that follows no linear layer, with the statistics of the batch. */
export function trainBatchNorm(values: tf.Tensor, layer: BatchNorm, variables: Variables): tf.Tensor {
  const norm = normOf(layer, values.shape.at(-1)!, variables);
  const count = values.size / values.shape.at(-1)!;
  return batchNormTraining(values, values, norm.scale, norm.offset, norm.epsilon, (moments) =>
    updateStatistics(norm, moments.mean, moments.variance, count),
  );
}

/** A batch norm that follows no linear layer, with the running statistics. */
export function evaluateBatchNorm(values: tf.Tensor, layer: BatchNorm, variables: Variables): tf.Tensor {
  const norm = normOf(layer, values.shape.at(-1)!, variables);
  const factor = evaluationFactor(norm);
  return tf.add(tf.mul(values, factor), tf.sub(norm.offset, tf.mul(norm.runningMean, factor)));
}

function variablesOf({ linear, batchNorm }: Block, variables: Variables) {
  const outputs = outputsOf(linear);
  return {
    linear,
    weight: variables[`${linear.name}.weight`] as tf.Tensor,
    bias: vectorOr(0, `${linear.name}.bias`, outputs, variables),
    norm: batchNorm && normOf(batchNorm, outputs, variables),
  };
}

type Norm = ReturnType<typeof normOf>;

function normOf({ name, epsilon }: BatchNorm, channels: number, variables: Variables) {
  return {
    epsilon,
    scale: vectorOr(1, `${name}.weight`, channels, variables),
    offset: vectorOr(0, `${name}.bias`, channels, variables),
    runningMean: variables[`${name}.running_mean`]!,
    runningVariance: variables[`${name}.running_var`]!,
  };
}

/** [channels]: the factor of values in evaluation. */
function evaluationFactor({ scale, runningVariance, epsilon }: Norm): tf.Tensor {
  return tf.mul(scale, tf.rsqrt(tf.add(runningVariance, epsilon)));
}

/** A variable, or a vector of one value where the net has no such parameter. */
function vectorOr(absent: number, name: string, length: number, variables: Variables): tf.Tensor1D {
  return ((variables[name] as tf.Tensor | undefined) ?? tf.fill([length], absent)) as tf.Tensor1D;
}

function pool(values: tf.Tensor, { pool }: Block): tf.Tensor {
  return pool ? maxPooled(values, pool) : values;
}

export function maxPooled(values: tf.Tensor, { kernelSize, stride, padding }: MaxPool): tf.Tensor {
  return tf.maxPool(values as tf.Tensor4D, kernelSize, stride, padding, 'floor');
}

/** The part of a block after batch norm and pooling. */
function finish(values: tf.Tensor, block: Block, random?: RandomSource): tf.Tensor {
  return block.arrangements.reduce(
    (arranged, layer) => arrange(arranged, layer, random),
    block.activation ? activate(values, block.activation) : values,
  );
}

/** @param count values that the biased variance is of */
function updateStatistics(norm: Norm, mean: tf.Tensor, variance: tf.Tensor, count: number): void {
  updateRunning(norm.runningMean, mean);
  // A single value has no unbiased variance; zero stands for it.
  updateRunning(norm.runningVariance, tf.mul(variance, count / Math.max(count - 1, 1)));
}

function updateRunning(running: tf.Variable, batch: tf.Tensor): void {
  running.assign(
    tf.add(tf.mul(running, 1 - runningStatisticsMomentum), tf.mul(batch, runningStatisticsMomentum)),
  );
}
