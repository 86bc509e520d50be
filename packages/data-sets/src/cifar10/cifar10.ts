import type { PublishedFile } from '@fcdd/acquisition';
import { nativeSize } from '@fcdd/preprocessing/preparation';
import { type Step, blackCentre, crop, flip, jitter, noise } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { cifar100 } from '../cifar100/cifar100.ts';
import { largeImages, smallImages } from '../init-advice.ts';

const binary: PublishedFile = {
  title: 'CIFAR-10',
  folder: 'cifar10',
  name: 'cifar-10-binary.tar.gz',
  url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  size: 170_052_171,
  sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
};
const python: PublishedFile = {
  title: 'CIFAR-10',
  folder: 'cifar10',
  name: 'cifar-10-python.tar.gz',
  url: 'https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz',
  size: 170_498_071,
  sha256: '6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce',
};

/** Archives of which any will do. */
export const cifar10Archives = [binary, python] as const;

const augmentation: Step[] = [jitter(0.01), crop(4), flip, noise(0.001)];

export const cifar10 = {
  name: 'cifar10',
  dataSet: {
    title: 'CIFAR-10, animals and vehicles',
    classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    shape: { height: 32, width: 32, channels: 3 },
    anomalies: 'other classes',
    repetitions: 1,
    preparation: {
      ...nativeSize,
      training: {
        none: [],
        lcn: [],
        aug1: augmentation,
        aug1_blackcenter: [...augmentation, blackCentre(0.6)],
        aug1_blackcenter_inverted: [...augmentation, blackCentre(0.6, { inverted: true })],
      },
    },
    usualPreprocessing: 'aug1',
    advice: {
      ...largeImages,
      net: 'FCDD_CNN32_LW3K',
      accumulate: undefined,
      heatmaps: smallImages.heatmaps,
      anomalies: cifar100.name,
      images: 5000,
    },
  },
  download: { files: [cifar10Archives] },
} satisfies Collection;
