import { CurveSampler } from './curve-sampler.ts';
import type { CurvePoint } from './simplify-curve.ts';

/** Number of samples of each label. */
export interface Totals {
  negatives: number;
  positives: number;
}

export interface BestF1 {
  f1: number;
  /** Lowest score of samples that count as positive; the highest such threshold if there are several. */
  threshold: number;
}

export interface SweepResult {
  /** Area under the ROC curve. */
  auc: number;
  /**
   * Sum over the thresholds of the precision times the step of the recall, like scikit-learn's
   * `average_precision_score`.
   */
  averagePrecision: number;
  bestF1: BestF1;
  /** False- and true-positive rates, thinned. */
  roc: CurvePoint[];
  /** Recall and precision, thinned. */
  precisionRecall: CurvePoint[];
}

/** Lowers a threshold from the highest score to the lowest, and accumulates metrics of the samples above it. */
export class ThresholdSweep {
  readonly #totals: Totals;
  #falsePositives = 0;
  #truePositives = 0;
  #area = 0;
  #averagePrecision = 0;
  #bestF1: BestF1 = { f1: 0, threshold: Infinity };
  readonly #roc = new CurveSampler();
  readonly #precisionRecall = new CurveSampler();

  constructor(totals: Totals) {
    this.#totals = totals;
    this.#roc.add(0, 0, Infinity);
    this.#precisionRecall.add(0, 1, Infinity);
  }

  /** Adds the samples of one score, at least one, which must be lower than all before. */
  step(score: number, negatives: number, positives: number): void {
    const totals = this.#totals;
    this.#area += negatives * (this.#truePositives + positives / 2);
    this.#falsePositives += negatives;
    this.#truePositives += positives;
    const [falsePositives, truePositives] = [this.#falsePositives, this.#truePositives];
    this.#roc.add(falsePositives / totals.negatives, truePositives / totals.positives, score);
    const precision = truePositives / (truePositives + falsePositives);
    this.#precisionRecall.add(truePositives / totals.positives, precision, score);
    this.#averagePrecision += (positives / totals.positives) * precision;
    const f1 = (2 * truePositives) / (truePositives + falsePositives + totals.positives);
    if (f1 > this.#bestF1.f1) this.#bestF1 = { f1, threshold: score };
  }

  result(): SweepResult {
    const { negatives, positives } = this.#totals;
    return {
      auc: this.#area / negatives / positives,
      averagePrecision: this.#averagePrecision,
      bestF1: this.#bestF1,
      roc: this.#roc.points(),
      precisionRecall: this.#precisionRecall.points(),
    };
  }
}
