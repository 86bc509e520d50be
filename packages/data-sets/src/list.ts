import { cifar10 } from './cifar10/cifar10.ts';
import { cifar100 } from './cifar100/cifar100.ts';
import type { Collection } from './collection.ts';
import { custom } from './custom/custom.ts';
import { emnist } from './emnist/emnist.ts';
import { fmnist } from './fmnist/fmnist.ts';
import { folder } from './folder/folder.ts';
import { imagenet } from './imagenet/imagenet.ts';
import { imagenet22k } from './imagenet22k/imagenet22k.ts';
import { mnist } from './mnist/mnist.ts';
import { mvtec } from './mvtec/mvtec.ts';
import { mvtecGt } from './mvtec_gt/mvtec_gt.ts';
import { pascalvoc } from './pascalvoc/pascalvoc.ts';

/** All collections, in the order in which users read them. No other file has such a list. */
export const collections: Collection[] = [
  mnist,
  fmnist,
  cifar10,
  emnist,
  cifar100,
  imagenet,
  imagenet22k,
  mvtec,
  mvtecGt,
  pascalvoc,
  custom,
  folder,
];
