import type { ImageShape } from '@fcdd/images';
import type { DataSetOpener } from '../data-set.ts';
import { stackItems } from '../stack-items.ts';
import type { IdxDataSet } from './idx-data-set.ts';
import { loadIdxDataSet } from './load-idx-data-set.ts';

/** A collection that is published as IDX files. */
export interface IdxCollection {
  name: string;
  dataSet: { classes: string[]; shape: ImageShape };
  download: { idx: IdxDataSet };
}

/** Opens a data set of IDX files, which are small enough for memory. */
export function idxOpener({ name, dataSet, download }: IdxCollection): DataSetOpener {
  return async (request) => {
    const { classes, shape } = dataSet;
    const { train, test, origin } = await loadIdxDataSet(
      name,
      download.idx,
      classes.length,
      request,
      request.path,
    );
    return {
      classes,
      shape,
      storedShape: shape,
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
