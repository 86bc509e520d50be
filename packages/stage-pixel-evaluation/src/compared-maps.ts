import { DataError } from '@fcdd/errors';
import type { Heatmap, PixelMap } from '@fcdd/metrics';
import { smoothMaps, smoothingOf } from '@fcdd/models/heatmaps';
import type { Detector, ScoredImages, TestSet } from '@fcdd/records';

interface ComparedMap {
  /** Place in the test set. */
  index: number;
  /** Of the input's size. */
  heatmap: Heatmap;
  /** 1 for each pixel of label 1. */
  map: PixelMap;
}

/**
 * Each test image's heatmap with its ground-truth map, in the size that the map was published in; none where no maps
 * are known.
 * @param maps anomaly maps as the net gives them
 * @throws DataError where images and anomaly maps do not belong together
 */
export function* comparedMaps(
  test: TestSet,
  { height, width, values }: ScoredImages['maps'],
  { net, objective }: Pick<Detector, 'net' | 'objective'>,
  gaussStd: number | null,
): Generator<ComparedMap> {
  if (!test.originalMaps) return;
  const [size, mapSize] = [test.width, height * width];
  if (values.length !== test.count * mapSize)
    throw new DataError(`${test.count} test images have ${values.length / mapSize} anomaly maps.`);
  const smoothing = smoothingOf(net, objective, gaussStd);
  for (let index = 0; index < test.count; index++) {
    const map = values.subarray(index * mapSize, (index + 1) * mapSize);
    const heatmap = smoothMaps(smoothing, map, 1, height, width, size);
    yield {
      index,
      heatmap: { height: size, width: size, values: heatmap },
      map: test.originalMaps.read(index),
    };
  }
}
