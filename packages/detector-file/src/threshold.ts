import type { RocRecord } from '@fcdd/records';
import type { Threshold } from './facts.ts';

/**
 * Suggests the score that best separates test images of label 1 from those of label 0: it has the largest difference
 * between the true- and the false-positive rate. Source: Youden, "Index for rating diagnostic tests", 1950.
 */
export function suggestThreshold({ fpr, tpr, ths }: RocRecord): Threshold | null {
  const candidates = ths.flatMap((score, i) =>
    score === null ? [] : [{ score, truePositiveRate: tpr[i]!, falsePositiveRate: fpr[i]! }],
  );
  const gain = ({ truePositiveRate, falsePositiveRate }: Threshold) => truePositiveRate - falsePositiveRate;
  return candidates.reduce<Threshold | null>(
    (best, candidate) => (best && gain(best) >= gain(candidate) ? best : candidate),
    null,
  );
}
