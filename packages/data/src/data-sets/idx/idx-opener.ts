import { type LabelledImages, imageAt } from '@fcdd/images';
import { dataSets } from '../../catalogue.ts';
import type { DataSetItem, DataSetOpener, Split } from '../data-set.ts';
import { idxDataSets } from './data-sets.ts';
import { loadIdxDataSet } from './load-idx-data-set.ts';

/** Opens one of the data sets that are published as IDX files; they are small enough for memory. */
export function idxOpener(name: string): DataSetOpener {
  return async (request) => {
    const { classes, shape } = dataSets[name]!;
    const { train, test, origin } = await loadIdxDataSet(
      name,
      idxDataSets[name]!,
      classes!.length,
      request,
      request.path,
    );
    return {
      classes: classes!,
      shape: shape!,
      storedShape: shape!,
      anomalies: 'other classes',
      hasMaps: { train: false, test: false },
      expectedCount: train.images.count + test.images.count,
      async *read() {
        yield* itemsOf('train', train);
        yield* itemsOf('test', test);
      },
      origin,
    };
  };
}

function* itemsOf(split: Split, { images, labels }: LabelledImages): Generator<DataSetItem> {
  for (const [index, label] of labels.entries()) yield { split, pixels: imageAt(images, index), label };
}
