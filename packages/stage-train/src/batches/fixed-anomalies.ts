import type { AnomalyMaker } from '@fcdd/anomalies';
import type { ImageReader } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';

/** Anomalies that stay the same in all epochs. */
export interface FixedAnomalies {
  count: number;
  /**
   * @param target gets height * width * channels values
   * @param map gets height * width values: 1 for each anomalous pixel, else 0
   */
  read(index: number, target: Uint8Array, map?: Uint8Array): void;
}

/** Draws `count` of the data set's own anomalies with replacement. */
export function drawAnomalies(anomalies: ImageReader, count: number, random: RandomSource): FixedAnomalies {
  const drawn = Uint32Array.from({ length: count }, () => random.integer(anomalies.count));
  return {
    count,
    read(index, target, map) {
      anomalies.read(drawn[index]!, target);
      if (!map) return;
      anomalies.readMap?.(drawn[index]!, map);
      // All pixels of an anomaly without a map are anomalous, as in the original code. An empty map counts as no map.
      if (!anomalies.readMap || !map.includes(1)) map.fill(1);
    },
  };
}

/**
 * Makes `count` anomalies, each from the next nominal image. Each read makes the anomaly again, because the anomalies of
 * a large data set would exceed memory.
 */
export function makeAnomalies(make: AnomalyMaker, nominalCount: number, count: number): FixedAnomalies {
  return { count, read: (index, target, map) => make(index % nominalCount, index, target, map) };
}
