import { publishedFile } from '@fcdd/acquisition';
import type { DataSetItem, DataSetOpener } from '../data-set.ts';
import { stackItems } from '../stack-items.ts';
import { cifar10Layout } from '../cifar/layouts.ts';
import { readCifar } from '../cifar/read-cifar.ts';
import { cifar10, cifar10Archives } from './cifar10.ts';

/** CIFAR-10 in its binary or its python version, from the publisher's archive, another, or a folder. */
export const open: DataSetOpener = async (request) => {
  const { classes, shape } = cifar10.dataSet;
  const path = request.path ?? (await publishedFile(cifar10Archives, request));
  return {
    classes: classes,
    shape: shape,
    storedShape: shape,
    anomalies: 'other classes',
    hasMaps: { train: false, test: false },
    expectedCount: 60_000,
    read: () => itemsOf(path),
    origin: {
      source: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images',
      digests: {},
    },
  };
};

async function* itemsOf(path: string): AsyncGenerator<DataSetItem> {
  for await (const { split, ...batch } of readCifar(path, cifar10Layout)) yield* stackItems(split, batch);
}
