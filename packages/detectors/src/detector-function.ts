import {
  type Net,
  type ObjectiveName,
  blurTensor,
  createObjective,
  smoothingOf,
  upsampleTensor,
} from '@fcdd/models';
import type { TensorFunction } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import type { DetectorFacts } from './facts.ts';
import { normalizeTensor } from './normalize-tensor.ts';

/**
 * All that a detector does, as a function of `image` [batch, channels, height, width], 0..255. It gives the `score`
 * [batch] and the `heatmap` [batch, 1, height, width].
 */
export function detectorFunction(net: Net, facts: DetectorFacts): TensorFunction {
  const objective = createObjective(facts.objective, {
    net: facts.net,
    gradient: facts.heatmaps?.gradient,
  });
  return ({ image }) => {
    const pixels = tf.transpose<tf.Tensor4D>(image as tf.Tensor4D, [0, 2, 3, 1]);
    const { scores, maps } = objective.explain(
      (images) => net.forward(images, { training: false }),
      normalizeTensor(pixels, facts.normalization),
    );
    return { score: scores, heatmap: tf.transpose(fullSize(maps, facts), [0, 3, 1, 2]) };
  };
}

function fullSize(maps: tf.Tensor4D, { objective, net, image, heatmaps }: DetectorFacts): tf.Tensor4D {
  const { method, field, standardDeviation } = smoothingOf(
    net,
    objective as ObjectiveName,
    heatmaps?.gaussStd ?? null,
  );
  return method === 'upsampling'
    ? upsampleTensor(maps, field, image.height, standardDeviation)
    : blurTensor(maps, field, standardDeviation);
}
