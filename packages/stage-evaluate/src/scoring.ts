import { preprocessingOf } from '@fcdd/data-sets';
import type { ImageReader } from '@fcdd/images';
import { type GradientKind, type Net, createNet, createObjective, scoreImages } from '@fcdd/models';
import type { Detector, ScoredImages } from '@fcdd/records';
import { preprocessedBatches } from './batches.ts';

/**
 * The net of a detector with its weights, on the current backend; to be disposed of.
 * @throws DataError where the weights are not those of the net
 */
export function restoreNet({ net: name, bias, weights }: Detector): Net {
  const net = createNet(name, { bias });
  net.load(weights);
  return net;
}

/**
 * Scores images as the detector was trained to see them.
 * @param gradient what the anomaly maps of hsc show
 * @param labels 0 or 1, one an image
 * @param onScored is told how many images are done
 */
export async function scoreSet(
  net: Net,
  detector: Detector,
  gradient: GradientKind,
  images: ImageReader,
  labels: ArrayLike<number>,
  onScored: (done: number) => void,
): Promise<ScoredImages> {
  const batches = preprocessedBatches(images, preprocessingOf(detector, images), onScored);
  const objective = createObjective(detector.objective, { net: detector.net, gradient });
  const { scores, maps } = await scoreImages(net, objective, batches);
  return { scores, maps, labels: Uint8Array.from(labels) };
}
