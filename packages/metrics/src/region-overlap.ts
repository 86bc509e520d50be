import { CurveSampler } from './curve-sampler.ts';
import type { CurvePoint } from './simplify-curve.ts';

/** Largest false-positive rate that counts (Bergmann et al., 2021). */
const largestFalsePositiveRate = 0.3;

/**
 * Accumulates the per-region overlap (PRO): the share of each positive region that is found, averaged over the
 * regions. Source: Bergmann et al., The MVTec Anomaly Detection Dataset (IJCV 2021).
 */
export class RegionOverlapSweep {
  readonly #negatives: number;
  readonly #regions: number;
  #falsePositives = 0;
  #overlap = 0;
  #area = 0;
  readonly #curve = new CurveSampler();

  constructor(negatives: number, regions: number) {
    this.#negatives = negatives;
    this.#regions = regions;
    this.#curve.add(0, 0, Infinity);
  }

  /**
   * Adds the pixels of one score, which must be lower than all before.
   * @param overlap increase of the sum over all regions of the share that is found
   */
  step(score: number, negatives: number, overlap: number): void {
    const room = largestFalsePositiveRate * this.#negatives - this.#falsePositives;
    if (negatives > 0 && room > 0) {
      const share = Math.min(room / negatives, 1);
      this.#area += share * negatives * (this.#overlap + (share * overlap) / 2);
    }
    this.#falsePositives += negatives;
    this.#overlap += overlap;
    this.#curve.add(this.#falsePositives / this.#negatives, this.#overlap / this.#regions, score);
  }

  /**
   * Returns the thinned curve of the overlap over the false-positive rate, and the area under it up to a rate of 0.3,
   * divided by 0.3.
   */
  result(): { area: number; curve: CurvePoint[] } {
    const area = this.#area / this.#negatives / this.#regions / largestFalsePositiveRate;
    return { area, curve: this.#curve.points() };
  }
}
