import { nativeSize } from '@fcdd/preprocessing/preparation';
import { crop, flip, jitter, noise } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { cifar100 } from '../cifar100/cifar100.ts';
import { type IdxDataSet, idxFiles } from '../idx/idx-data-set.ts';
import { smallImages } from '../init-advice.ts';

// Every digest was computed on the copy in Debian's package, and agrees with those that other projects publish for the
// unpacked files.
const idx: IdxDataSet = {
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
};

export const fmnist = {
  name: 'fmnist',
  dataSet: {
    title: 'Fashion-MNIST, articles of clothing',
    classes: [
      't-shirt/top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankle boot',
    ],
    shape: { height: 28, width: 28, channels: 1 },
    anomalies: 'other classes',
    repetitions: 1,
    preparation: {
      ...nativeSize,
      training: {
        none: [],
        lcn: [],
        aug1: [jitter(0.1), crop(3), flip, noise(0.01)],
        lcnaug1: [crop(2), flip],
      },
    },
    usualPreprocessing: 'lcnaug1',
    advice: { ...smallImages, anomalies: cifar100.name, images: 6000 },
  },
  outliers: { title: 'Fashion-MNIST, articles of clothing' },
  download: { idx },
} satisfies Collection;
