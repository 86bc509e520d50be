import { type OutlierSourceEntry, outlierSources } from '@fcdd/data-sets/catalogue';
import type { CustomLayout } from '@fcdd/data-sets/own-images';
import { type Experiment, isFor } from '@fcdd/studies';

/** A way to get training anomalies. */
export interface AnomalyChoice {
  /** Word for `--anomalies <id>`. */
  id: string;
  title: string;
  mode: Experiment['supervision']['mode'];
  source: string | null;
  /** Number of different images; only for sources that are too large to store. */
  limit?: number;
  needsPath?: boolean;
}

const generated: AnomalyChoice[] = [
  {
    id: 'confetti',
    title: 'generated: coloured, blurred squares on nominal images (no download)',
    mode: 'malformed_normal',
    source: 'confetti',
  },
  {
    id: 'confetti_gt',
    title: 'generated as above, and the changed pixels are learned as anomalous (no download)',
    mode: 'malformed_normal_gt',
    source: 'confetti',
  },
];

const none: AnomalyChoice = {
  id: 'none',
  title: 'none: train on nominal images only',
  mode: 'unsupervised',
  source: null,
};

const own: AnomalyChoice = {
  id: 'other',
  title: "the data set's own anomalies",
  mode: 'other',
  source: null,
};

/** Lists the choices that fit a data set. */
export function anomalyChoices(
  dataSet: string,
  anomalies: CustomLayout['anomalies'],
  layout?: CustomLayout,
): AnomalyChoice[] {
  const outliers = Object.entries(outlierSources).filter(([source]) => isFor(source, dataSet));
  const hasOwn = layout ? layout.classesWithTrainingAnomalies.length > 0 : anomalies === 'other classes';
  return [...outliers.map(fromOutliers), ...generated, ...(hasOwn ? [own] : []), none];
}

/** Number of images from a source that is too large to store, as in the authors' configuration for custom images. */
const LIMIT = 100_000;

function fromOutliers([source, entry]: [string, OutlierSourceEntry]): AnomalyChoice {
  const { title, needsLimit, needsPath } = entry;
  return {
    id: source,
    title: `images of another kind: ${title}`,
    mode: 'noise',
    source,
    ...(needsLimit && { limit: LIMIT }),
    ...(needsPath && { needsPath }),
  };
}
