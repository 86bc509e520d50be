import { fmnist } from '../fmnist/fmnist.ts';
import type { IdxDataSet } from '../idx/idx-data-set.ts';
import { mnist } from '../mnist/mnist.ts';
import { type LoadedDataSet, loadIdxDataSet } from '../idx/load-idx-data-set.ts';
import type { DataSettings } from '@fcdd/acquisition';
import { knownFile } from '@fcdd/acquisition/testing';

/** Bytes of an IDX file of unsigned bytes. */
export function idxBytes(lengths: number[], values: ArrayLike<number>): Buffer {
  const header = Buffer.alloc(4 + 4 * lengths.length);
  header.writeUInt8(8, 2);
  header.writeUInt8(lengths.length, 3);
  lengths.forEach((length, dimension) => header.writeUInt32BE(length, 4 + 4 * dimension));
  return Buffer.concat([header, Uint8Array.from(values)]);
}

/** A data set of three training images and two test images of 2 x 2 pixels, in two classes, and its files. */
export function tinyDataSet(overrides: Partial<IdxDataSet> = {}) {
  const contents: Record<string, Buffer> = {
    'train-images': idxBytes([3, 2, 2], [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23]),
    'train-labels': idxBytes([3], [0, 1, 1]),
    'test-images': idxBytes([2, 2, 2], [5, 5, 5, 5, 6, 6, 6, 6]),
    'test-labels': idxBytes([2], [1, 0]),
  };
  const known = (name: string) => knownFile(name, contents[name]!);
  const dataSet: IdxDataSet = {
    title: 'Tiny',
    publisher: 'A publisher',
    files: {
      trainImages: known('train-images'),
      trainLabels: known('train-labels'),
      testImages: known('test-images'),
      testLabels: known('test-labels'),
    },
    url: 'http://127.0.0.1:1/',
    ...overrides,
  };
  return { dataSet, contents, files: Object.values(dataSet.files) };
}

/** One of the published data sets, whole. */
export function loadPublished(name: 'mnist' | 'fmnist', settings: DataSettings): Promise<LoadedDataSet> {
  return loadIdxDataSet(name, { mnist, fmnist }[name].download.idx, 10, settings);
}
