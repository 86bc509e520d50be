import type { PublishedFile } from '@fcdd/acquisition';
import type { Collection } from '../collection.ts';

export const emnistArchive: PublishedFile = {
  title: 'EMNIST',
  folder: 'emnist',
  name: 'gzip.zip',
  url: 'https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip',
  size: 561_753_746,
  sha256: 'fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e',
};

export const lettersFile = 'emnist-letters-train-images-idx3-ubyte';

export const emnist = {
  name: 'emnist',
  outliers: { title: 'EMNIST, handwritten letters (training images)' },
  download: { files: [emnistArchive], trusted: [lettersFile, `${lettersFile}.gz`] },
} satisfies Collection;
