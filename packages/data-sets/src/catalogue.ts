import type { ImageShape } from '@fcdd/images/shape';
import { type PreprocessingName, storedShapeFrom } from '@fcdd/preprocessing/preparation';
import type { Collection } from './collection.ts';
import type { DataSetEntry } from './data-set-entry.ts';
import { collections } from './list.ts';
import type { OutlierSourceEntry } from './outlier-source-entry.ts';

export type { PreprocessingName } from '@fcdd/preprocessing/preparation';
export type { DataSetEntry } from './data-set-entry.ts';
export type { InitAdvice } from './init-advice.ts';
export type { OutlierSourceEntry } from './outlier-source-entry.ts';

/** The data sets that experiments can be about, by name. */
export const dataSets: Record<string, DataSetEntry> = byName(({ dataSet }) => {
  if (!dataSet) return undefined;
  return { ...dataSet, preprocessings: Object.keys(dataSet.preparation.training) as PreprocessingName[] };
});

/** Name of the data set that stands for a folder of the user's own images. */
export const ownDataSet = Object.keys(dataSets).find((name) => dataSets[name]!.classes === null)!;

/** Sources of images that serve as training anomalies, by name. */
export const outlierSources: Record<string, OutlierSourceEntry> = byName(({ outliers }) => outliers);

/**
 * The shape that training images of a data set are stored in, which is larger than what the net takes where crops are cut
 * out of them.
 */
export function storedShapeOf(dataSet: string, shape: ImageShape): ImageShape {
  return storedShapeFrom(dataSets[dataSet]?.preparation ?? { enlargement: 1 }, shape);
}

function byName<Entry>(entryOf: (collection: Collection) => Entry | undefined): Record<string, Entry> {
  return Object.fromEntries(
    collections.flatMap((collection) => {
      const entry = entryOf(collection);
      return entry === undefined ? [] : [[collection.name, entry]];
    }),
  );
}
