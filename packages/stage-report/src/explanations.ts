import type { DataSetDescription } from '@fcdd/records';

/** Sentences that explain the figures and pictures of a report. */
export interface Explanations {
  task: string;
  auc: string;
  rocCurve: string;
  pictures: string;
}

/**
 * Explains figures and pictures for one data set.
 * @param nominalLabel label of nominal samples; high scores mean label 1
 */
export function explanations(
  { anomalies }: Pick<DataSetDescription, 'anomalies'>,
  nominalLabel: 0 | 1,
): Explanations {
  return {
    task:
      anomalies === 'own'
        ? 'Each class is tested on its own nominal and anomalous images.'
        : 'Each class is nominal in turn, and all others are anomalous.',
    ...(nominalLabel === 0 ? ofAnomalyScores : ofSwappedLabels),
  };
}

type OfScores = Omit<Explanations, 'task'>;

const ofAnomalyScores: OfScores = {
  auc: 'The area under the ROC curve (AUC) is the chance that an anomalous image gets a higher score than a nominal one: 1 is perfect, 0.5 is guessing.',
  rocCurve: 'Share of anomalies found (true positives) over the share of false alarms (false positives)',
  pictures:
    'The pictures show six test images, from the most nominal (left) to the most anomalous (right) by their scores. Below each image are its heatmap and its anomaly score. A heatmap is red where the detector sees an anomaly, and blue elsewhere.',
};

const ofSwappedLabels: OfScores = {
  auc: 'Labels are swapped: nominal images have label 1, and a higher score means a more nominal image. The area under the ROC curve (AUC) is the chance that a nominal image gets a higher score than an anomalous one: 1 is perfect, 0.5 is guessing.',
  rocCurve:
    'Share of nominal images found (true positives) over the share of anomalous images that pass as nominal (false positives)',
  pictures:
    'The pictures show six test images, from the most anomalous (left) to the most nominal (right) by their scores. Below each image are its heatmap and its score. A heatmap is red where the image looks nominal to the detector, and blue elsewhere.',
};
