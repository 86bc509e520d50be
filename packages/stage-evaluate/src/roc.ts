import { areaUnderCurve, rocCurve } from '@fcdd/metrics';
import type { RocRecord, ScoredImages } from '@fcdd/records';

/** @throws UserError where all images have one label, or a score is not a number */
export function evaluateRoc({ scores, labels }: Pick<ScoredImages, 'scores' | 'labels'>): RocRecord {
  const { fpr, tpr, thresholds } = rocCurve(scores, labels);
  return {
    auc: areaUnderCurve(fpr, tpr),
    fpr: [...fpr],
    tpr: [...tpr],
    ths: Array.from(thresholds, (threshold) => (threshold === Infinity ? null : threshold)),
  };
}
