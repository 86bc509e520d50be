import type { PublishedFile } from '@fcdd/acquisition';
import type { Collection } from '../collection.ts';

const binary: PublishedFile = {
  title: 'CIFAR-100',
  folder: 'cifar100',
  name: 'cifar-100-binary.tar.gz',
  url: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
  size: 168_513_733,
  sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
};
const python: PublishedFile = {
  title: 'CIFAR-100',
  folder: 'cifar100',
  name: 'cifar-100-python.tar.gz',
  url: 'https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz',
  size: 169_001_437,
  sha256: '85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7',
};

/** Archives of which any will do. */
export const cifar100Archives = [binary, python] as const;

export const cifar100 = {
  name: 'cifar100',
  outliers: { title: 'CIFAR-100, objects of a hundred classes (training images)' },
  download: { files: [cifar100Archives] },
} satisfies Collection;
