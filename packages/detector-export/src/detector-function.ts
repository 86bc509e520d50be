import type { DetectorFacts } from '@fcdd/detector-file';
import type { Detector } from '@fcdd/detectors';
import { smoothTensor } from '@fcdd/detectors/smoothing-tensors';
import type { TensorFunction } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { normalizeTensor } from './normalize-tensor.ts';

/**
 * Composes preprocessing, net and smoothing into one function of `image` [batch, channels, height, width], 0..255. It
 * returns the `score` [batch] and the `heatmap` [batch, 1, height, width].
 */
export function detectorFunction(
  { explain, smoothing }: Detector,
  { normalization, image: { height }, heatmaps }: DetectorFacts,
): TensorFunction {
  return ({ image }) => {
    const pixels = tf.transpose<tf.Tensor4D>(image as tf.Tensor4D, [0, 2, 3, 1]);
    const { scores, maps } = explain(normalizeTensor(pixels, normalization));
    const heatmap = smoothTensor(smoothing, maps, height, heatmaps?.gaussStd ?? null);
    return { score: scores, heatmap: tf.transpose(heatmap, [0, 3, 1, 2]) };
  };
}
