import { firstThatLoads } from '@fcdd/acquisition';
import { imagesOf, openOwnImages } from '../idx/idx-outliers.ts';
import { fetchingAttempts, localAttempts, userFolder } from '../idx/sources.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
import { mnist } from './mnist.ts';

/** The training images of MNIST. */
export const open: OutlierPoolOpener = (request) => {
  const { idx } = mnist.download;
  const files = [idx.files.trainImages];
  if (request.path !== undefined) return openOwnImages(request.path, idx, request.shape);
  const attempts = [
    ...localAttempts(mnist.name, idx, files, request),
    ...fetchingAttempts(mnist.name, idx, files, request),
  ];
  return firstThatLoads(
    'MNIST (training images)',
    attempts.map((attempt) => imagesOf(attempt, idx, request.shape)),
    request,
    `Put ${files[0]!.name} (as it is, or gzipped with .gz) into ${userFolder(mnist.name, request)}.`,
  );
};
