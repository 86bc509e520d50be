import { UserError } from '@fcdd/errors';
import type { PixelMap } from './connected-regions.ts';
import { KeyedSums, keysPerPage } from './keyed-sums.ts';
import { type Sampling, coverOf } from './map-cover.ts';
import { RegionOverlapSweep } from './region-overlap.ts';
import { scoreOfKey, writeScoreKeys } from './score-keys.ts';
import type { CurvePoint } from './simplify-curve.ts';
import { type SweepResult, ThresholdSweep } from './threshold-sweep.ts';

/** The anomaly scores of one image's pixels. */
export interface Heatmap {
  height: number;
  width: number;
  /** height * width values. */
  values: Float32Array;
}

export interface PixelEvaluation extends SweepResult {
  /** Area under the curve of the per-region overlap up to a false-positive rate of 0.3, divided by 0.3. */
  pro: number;
  /** False-positive rate and per-region overlap, thinned. */
  overlap: CurvePoint[];
}

/**
 * Compares heatmaps with ground-truth maps, pixel by pixel of the maps. The results are exact: scores are not rounded
 * or binned. Images are added one at a time; memory grows with the range of the scores, not with the number of
 * images.
 */
export class PixelEvaluator {
  readonly #negatives = new KeyedSums(Uint32Array);
  readonly #positives = new KeyedSums(Uint32Array);
  /** For each score, the sum of 1 / region size over its positive pixels. */
  readonly #overlaps = new KeyedSums(Float64Array);
  readonly #totals = { negatives: 0, positives: 0 };
  #regions = 0;

  /** Number of map pixels so far. */
  get totals(): Readonly<{ negatives: number; positives: number }> {
    return this.#totals;
  }

  /**
   * @param sampling how the heatmap is resized to the map; required where their sizes differ
   * @throws UserError where a score is not finite
   */
  add({ height, width, values }: Heatmap, map: PixelMap, sampling: Sampling = sameLength): void {
    const { positives, regions, rows } = coverOf(map, height, width, sampling);
    const keys = new Int32Array(width);
    let start = 0;
    for (const row of rows) {
      writeScoreKeys(values.subarray(start, start + width), keys);
      if (row.isPlain) this.#negatives.addOnes(keys);
      else this.#negatives.add(keys, row.negatives);
      if (row.hasPositives) {
        this.#positives.add(keys, row.positives);
        this.#overlaps.add(keys, row.overlaps);
      }
      start += width;
    }
    this.#regions += regions;
    this.#totals.positives += positives;
    this.#totals.negatives += map.values.length - positives;
  }

  /** @throws UserError where all pixels have one label */
  result(): PixelEvaluation {
    const { negatives, positives } = this.#totals;
    if (negatives === 0 || positives === 0)
      throw new UserError('Pixel metrics need nominal and anomalous pixels, but all have the same label.', {
        hint: 'Check the ground-truth maps of the test images.',
      });
    const sweep = new ThresholdSweep(this.#totals);
    const overlap = new RegionOverlapSweep(negatives, this.#regions);
    this.#forEachScore((score, negatives, positives, shares) => {
      sweep.step(score, negatives, positives);
      overlap.step(score, negatives, shares);
    });
    const { area, curve } = overlap.result();
    return { ...sweep.result(), pro: area, overlap: curve };
  }

  /** Visits all scores in descending order. */
  #forEachScore(visit: (score: number, negatives: number, positives: number, overlap: number) => void): void {
    const tables = [this.#negatives, this.#positives, this.#overlaps].map((sums) => sums.pages());
    for (let page = keysPerPage - 1; page >= 0; page--) {
      const [negatives, positives, overlaps] = tables.map((pageOf) => pageOf(page));
      if (!negatives && !positives) continue;
      for (let key = keysPerPage - 1; key >= 0; key--) {
        const [negative, positive] = [negatives?.[key] ?? 0, positives?.[key] ?? 0];
        if (negative > 0 || positive > 0)
          visit(scoreOfKey(page * keysPerPage + key), negative, positive, overlaps?.[key] ?? 0);
      }
    }
  }
}

const sameLength: Sampling = (length, newLength) => {
  if (length !== newLength) throw new Error(`A side of ${length} pixels was not resized to ${newLength}.`);
  return Array.from({ length }, (_, index) => index);
};
