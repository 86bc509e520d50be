import type { DataSetDescription } from '@fcdd/records';

/** Sentences that tell a reader what the figures and pictures of a report show. */
export interface Explanations {
  task: string;
  auc: string;
  rocCurve: string;
  pictures: string;
}

/** @param nominalLabel that nominal samples have: scores are high for label 1, whichever that is */
export function explanations(
  { anomalies }: Pick<DataSetDescription, 'anomalies'>,
  nominalLabel: 0 | 1,
): Explanations {
  return {
    task:
      anomalies === 'own'
        ? 'Each class is tested on nominal and anomalous images of its own.'
        : 'Each class is nominal in turn, and all others are anomalous.',
    ...(nominalLabel === 0 ? ofAnomalyScores : ofSwappedLabels),
  };
}

type OfScores = Omit<Explanations, 'task'>;

const ofAnomalyScores: OfScores = {
  auc: 'The area under the ROC curve (AUC) is the chance that an anomalous image gets a higher score than a nominal one: 1 is perfect, 0.5 is guessing.',
  rocCurve: 'How many anomalies are found (true positives) for how many false alarms (false positives)',
  pictures:
    'The pictures show six test images, from the one that the detector finds most nominal (left) to the one that it finds most anomalous (right). Below each image are its heatmap, red where the detector sees an anomaly and blue where it sees none, and its anomaly score.',
};

const ofSwappedLabels: OfScores = {
  auc: 'Labels are swapped: nominal images have label 1, and the higher a score, the more nominal the detector finds an image. The area under the ROC curve (AUC) is the chance that a nominal image gets a higher score than an anomalous one: 1 is perfect, 0.5 is guessing.',
  rocCurve:
    'How many nominal images are found (true positives) for how many anomalous ones that are taken for nominal (false positives)',
  pictures:
    'The pictures show six test images, from the one that the detector finds most anomalous (left) to the one that it finds most nominal (right). Below each image are its heatmap, red where the detector sees what makes an image nominal and blue where it sees nothing of that, and its score.',
};
