import { preprocessingOf } from '@fcdd/data-sets';
import { type Detector, detectorNamed } from '@fcdd/detectors';
import { scoreImages } from '@fcdd/detectors/scoring';
import type { ImageReader } from '@fcdd/images';
import type { DetectorSnapshot, ScoredImages } from '@fcdd/records';
import { preprocessedBatches } from './batches.ts';

/**
 * A trained detector on the current engine; to be disposed of.
 * @param explaining the parameters of its scores and maps that it was trained without
 * @throws DataError where the weights are not those of the net
 */
export async function restoreDetector(
  { detector: fitted, weights }: DetectorSnapshot,
  explaining: Record<string, unknown>,
): Promise<Detector> {
  const detector = await detectorNamed(fitted.name).create({ parameters: { ...fitted, ...explaining } });
  detector.load(weights);
  return detector;
}

/**
 * Scores images as the detector was trained to see them.
 * @param labels 0 or 1, one for each image
 * @param onScored is told how many images are done
 */
export async function scoreSet(
  detector: Detector,
  trained: DetectorSnapshot,
  images: ImageReader,
  labels: ArrayLike<number>,
  onScored: (done: number) => void,
): Promise<ScoredImages> {
  const batches = preprocessedBatches(images, preprocessingOf(trained, images), onScored);
  const { scores, maps } = await scoreImages(detector, batches);
  return { scores, maps: { ...maps, smoothing: detector.smoothing }, labels: Uint8Array.from(labels) };
}
