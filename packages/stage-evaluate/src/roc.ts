import { lineChart } from '@fcdd/charts';
import { areaUnderCurve, rocCurve } from '@fcdd/metrics';
import type { RocRecord, ScoredImages } from '@fcdd/records';

/** @throws UserError where all images have one label, or a score is no number */
export function evaluateRoc({ scores, labels }: Pick<ScoredImages, 'scores' | 'labels'>): RocRecord {
  const { fpr, tpr, thresholds } = rocCurve(scores, labels);
  return {
    auc: areaUnderCurve(fpr, tpr),
    fpr: [...fpr],
    tpr: [...tpr],
    ths: Array.from(thresholds, (threshold) => (threshold === Infinity ? null : threshold)),
  };
}

/** The curve as SVG, with that of guessing for comparison. */
export function drawRoc({ auc, fpr, tpr }: RocRecord, title: string): string {
  return lineChart({
    title,
    xLabel: 'False-positive rate',
    yLabel: 'True-positive rate',
    xDomain: [0, 1],
    yDomain: [0, 1],
    lines: [
      { label: `Area under the curve: ${auc.toFixed(4)}`, points: fpr.map((x, i) => [x, tpr[i]!]) },
      {
        label: 'Guessing: 0.5',
        points: [
          [0, 0],
          [1, 1],
        ],
        reference: true,
      },
    ],
  });
}
