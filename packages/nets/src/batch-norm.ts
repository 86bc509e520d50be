import * as tf from '@tensorflow/tfjs';

export interface Moments {
  /** [channels] */
  mean: tf.Tensor1D;
  /** [channels], biased: the divisor is the number of values. */
  variance: tf.Tensor1D;
}

/**
 * Batch norm in training: (values - mean) / sqrt(variance + epsilon) * scale + offset, with the moments of `sample` over
 * all but its last axis. `values` is the sample itself, or the sample after max pooling.
 * The gradient is written out, which needs few passes over the sample: the sample's part of it is again a batch norm, with
 * another scale and offset. Source: Ioffe, Szegedy, "Batch Normalization", 2015, section 3.
 * @param observe receives the moments, which are disposed when it returns
 */
export function batchNormTraining(
  values: tf.Tensor,
  sample: tf.Tensor,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  epsilon: number,
  observe: (moments: Moments) => void,
): tf.Tensor {
  const apply = tf.customGrad((...args) => {
    const [values, sample, scale, offset, save] = args as [...Inputs, Save];
    const moments = momentsOf(sample);
    const { mean, variance } = moments;
    observe(moments);
    save([values, sample, scale, mean, variance]);
    return {
      value: tf.batchNorm(values, mean, variance, offset, scale, epsilon),
      gradFunc: (gradient, saved) => gradientsOf(gradient, saved as Saved, epsilon),
    };
  });
  return apply(values, sample, scale, offset);
}

type Save = (tensors: tf.Tensor[]) => void;
type Inputs = [values: tf.Tensor, sample: tf.Tensor, scale: tf.Tensor1D, offset: tf.Tensor1D];
type Saved = [
  values: tf.Tensor,
  sample: tf.Tensor,
  scale: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
];

/**
 * The variance of images is the mean of squares minus the squared mean. This takes one pass less than the mean of squared
 * differences, and is as exact in float32 for results of convolutions, whose mean is a few deviations at most. The features
 * of the few samples of a batch may be nearly equal, and need the differences.
 */
function momentsOf(sample: tf.Tensor): Moments {
  const axes = allButLast(sample);
  const mean = tf.mean<tf.Tensor1D>(sample, axes);
  const variance =
    sample.rank === 2
      ? tf.mean(tf.squaredDifference(sample, mean), axes)
      : tf.relu(tf.sub(tf.mean(tf.square(sample), axes), tf.square(mean)));
  return { mean, variance: variance as tf.Tensor1D };
}

function gradientsOf(gradient: tf.Tensor, saved: Saved, epsilon: number): tf.Tensor[] {
  const [values, sample, scale, mean, variance] = saved;
  const axes = allButLast(sample);
  const inverseDeviation = tf.rsqrt(tf.add(variance, epsilon));
  const factor = tf.mul(scale, inverseDeviation);
  const ofOffset = tf.sum(gradient, axes);
  const ofScale = tf.mul(
    tf.sub(tf.sum(tf.mul(gradient, values), axes), tf.mul(mean, ofOffset)),
    inverseDeviation,
  );
  const share = tf.div(factor, -(sample.size / mean.size));
  const ofSample = tf.batchNorm(
    sample,
    mean,
    variance,
    tf.mul(share, ofOffset) as tf.Tensor1D,
    tf.mul(share, ofScale) as tf.Tensor1D,
    epsilon,
  );
  return [tf.mul(gradient, factor), ofSample, ofScale, ofOffset];
}

function allButLast({ rank }: tf.Tensor): number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis);
}
