import { cifar100Layout } from '../cifar/layouts.ts';
import { readCifar } from '../cifar/read-cifar.ts';
import { publishedFile, publishedFiles } from '@fcdd/acquisition';
import type { OutlierPool, OutlierPoolRequest } from './outlier-pool.ts';
import { poolOf } from './stack-pool.ts';

/** The training images of CIFAR-100, from the publisher's archive, another, or a folder. */
export async function cifar100Outliers(request: OutlierPoolRequest): Promise<OutlierPool> {
  const path = request.path ?? (await publishedFile(archives, request));
  const { value: batch } = await readCifar(path, cifar100Layout, ['train']).next();
  return poolOf(batch!.images, request.shape);
}

const archives = [publishedFiles.cifar100Binary, publishedFiles.cifar100Python] as const;
