import type { DebianPackage, KnownFile } from '@fcdd/acquisition';

/** A data set in four IDX files, and where to get them. */
export interface IdxDataSet {
  title: string;
  publisher: string;
  files: Record<'trainImages' | 'trainLabels' | 'testImages' | 'testLabels', KnownFile>;
  systemFolder?: string;
  npmPackage?: { name: string; folder: string };
  debianPackage?: DebianPackage;
  /** Ends in a slash. */
  url: string;
}

/** The four files of a data set with as many images as MNIST has, of 28 x 28, by the SHA-256 of their contents. */
export function idxFiles(digests: Record<keyof IdxDataSet['files'], string>): IdxDataSet['files'] {
  const image = 28 * 28;
  return {
    trainImages: { name: 'train-images-idx3-ubyte', size: 16 + 60_000 * image, sha256: digests.trainImages },
    trainLabels: { name: 'train-labels-idx1-ubyte', size: 8 + 60_000, sha256: digests.trainLabels },
    testImages: { name: 't10k-images-idx3-ubyte', size: 16 + 10_000 * image, sha256: digests.testImages },
    testLabels: { name: 't10k-labels-idx1-ubyte', size: 8 + 10_000, sha256: digests.testLabels },
  };
}
