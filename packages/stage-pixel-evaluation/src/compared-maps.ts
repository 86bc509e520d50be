import { DataError } from '@fcdd/errors';
import type { Heatmap, PixelMap } from '@fcdd/metrics';
import { smoothMaps } from '@fcdd/detectors/smoothing';
import type { AnomalyMaps, TestSet } from '@fcdd/records';

interface ComparedMap {
  /** Position in the test set. */
  index: number;
  /** Heatmap of the input's size. */
  heatmap: Heatmap;
  /** 1 for each pixel of label 1. */
  map: PixelMap;
}

/**
 * Pairs the heatmap of each test image with its ground-truth map, which has its original size. Test sets without
 * ground-truth maps give no pairs.
 * @param gaussStd standard deviation of the smoothing Gaussian, in pixels of the input; null: it follows from the
 *   receptive field
 * @throws DataError where images and anomaly maps do not belong together
 */
export function* comparedMaps(
  test: TestSet,
  { height, width, values, smoothing }: AnomalyMaps,
  gaussStd: number | null,
): Generator<ComparedMap> {
  if (!test.originalMaps) return;
  const [size, mapSize] = [test.width, height * width];
  if (values.length !== test.count * mapSize)
    throw new DataError(`${test.count} test images have ${values.length / mapSize} anomaly maps.`);
  for (let index = 0; index < test.count; index++) {
    const map = values.subarray(index * mapSize, (index + 1) * mapSize);
    const heatmap = smoothMaps(smoothing, map, 1, height, width, size, gaussStd);
    yield {
      index,
      heatmap: { height: size, width: size, values: heatmap },
      map: test.originalMaps.read(index),
    };
  }
}
