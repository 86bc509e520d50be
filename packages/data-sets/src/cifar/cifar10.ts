import { dataSets } from '@fcdd/preprocessing/catalogue';
import { publishedFile, publishedFiles } from '@fcdd/acquisition';
import type { DataSetItem, DataSetOpener } from '../data-set.ts';
import { stackItems } from '../stack-items.ts';
import { cifar10Layout } from './layouts.ts';
import { readCifar } from './read-cifar.ts';

/** CIFAR-10 in its binary or its python version, from the publisher's archive, another, or a folder. */
export const openCifar10: DataSetOpener = async (request) => {
  const { classes, shape } = dataSets['cifar10']!;
  const path = request.path ?? (await publishedFile(archives, request));
  return {
    classes: classes!,
    shape: shape!,
    storedShape: shape!,
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

const archives = [publishedFiles.cifar10Binary, publishedFiles.cifar10Python] as const;

async function* itemsOf(path: string): AsyncGenerator<DataSetItem> {
  for await (const { split, ...batch } of readCifar(path, cifar10Layout)) yield* stackItems(split, batch);
}
