import type { CifarLayout } from './read-cifar.ts';

/** As A. Krizhevsky published them: https://www.cs.toronto.edu/~kriz/cifar.html */
export const cifar10Layout: CifarLayout = {
  title: 'CIFAR-10',
  classCount: 10,
  files: [
    ...[1, 2, 3, 4, 5].map((number) => ({
      split: 'train' as const,
      binary: `data_batch_${number}.bin`,
      pickled: `data_batch_${number}`,
    })),
    { split: 'test', binary: 'test_batch.bin', pickled: 'test_batch' },
  ],
  labelBytes: 1,
  labelsKey: 'labels',
  folders: ['cifar-10-batches-bin', 'cifar-10-batches-py'],
};

export const cifar100Layout: CifarLayout = {
  title: 'CIFAR-100',
  classCount: 100,
  files: [
    { split: 'train', binary: 'train.bin', pickled: 'train' },
    { split: 'test', binary: 'test.bin', pickled: 'test' },
  ],
  labelBytes: 2,
  labelsKey: 'fine_labels',
  folders: ['cifar-100-binary', 'cifar-100-python'],
};
