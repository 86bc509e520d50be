import { preprocessingOf } from '@fcdd/data-sets';
import { type Detector, detectorNamed } from '@fcdd/detectors';
import { scoreImages } from '@fcdd/detectors/scoring';
import type { ImageReader } from '@fcdd/images';
import type { DetectorSnapshot, ScoredImages } from '@fcdd/records';
import type { Explaining } from '@fcdd/schemas/types';
import { preprocessedBatches } from './batches.ts';

/**
 * Puts a trained detector on the current engine. The caller disposes of it.
 * @param explaining parameters that its scores and maps depend on, but not its training
 * @throws DataError where the weights do not fit the net
 */
export async function restoreDetector(
  { detector: fitted, weights }: DetectorSnapshot,
  explaining: Explaining,
): Promise<Detector> {
  const detector = await detectorNamed(fitted.name).create({ parameters: { ...fitted, ...explaining } });
  detector.load(weights);
  return detector;
}

/**
 * Scores images after the preprocessing that the detector was trained with.
 * @param labels 0 or 1, one for each image
 * @param onScored receives the number of scored images
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
