import { cifar100Layout } from '../cifar/layouts.ts';
import { readCifar } from '../cifar/read-cifar.ts';
import { publishedFile } from '@fcdd/acquisition';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
import { poolOf } from '../outliers/stack-pool.ts';
import { cifar100Archives } from './cifar100.ts';

/** The training images of CIFAR-100, from the publisher's archive, another, or a folder. */
export const open: OutlierPoolOpener = async (request) => {
  const path = request.path ?? (await publishedFile(cifar100Archives, request));
  const { value: batch } = await readCifar(path, cifar100Layout, ['train']).next();
  return poolOf(batch!.images, request.shape);
};
