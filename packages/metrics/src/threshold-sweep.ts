import { CurveSampler } from './curve-sampler.ts';
import type { CurvePoint } from './simplify-curve.ts';

/** What all samples sum up to. */
export interface Totals {
  negatives: number;
  positives: number;
}

export interface BestF1 {
  f1: number;
  /** Samples count as positive from this score on; of several, the highest. */
  threshold: number;
}

export interface SweepResult {
  /** Area under the ROC curve. */
  auc: number;
  /** Sum over the thresholds of the precision times the step of the recall, as scikit-learn's `average_precision_score`. */
  averagePrecision: number;
  bestF1: BestF1;
  /** False- and true-positive rates, thinned. */
  roc: CurvePoint[];
  /** Recall and precision, thinned. */
  precisionRecall: CurvePoint[];
}

/** Takes the threshold from the highest score down to the lowest, and follows what counts as positive. */
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

  /** Takes the samples of one score, lower than all before; there are some. */
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
