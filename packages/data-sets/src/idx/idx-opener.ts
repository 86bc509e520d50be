import { dataSets } from '@fcdd/preprocessing/catalogue';
import type { DataSetOpener } from '../data-set.ts';
import { stackItems } from '../stack-items.ts';
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
        yield* stackItems('train', train);
        yield* stackItems('test', test);
      },
      origin,
    };
  };
}
