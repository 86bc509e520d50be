import type { PublishedFile } from '@fcdd/acquisition';
import { nativeSize } from '@fcdd/preprocessing/preparation';
import { centreCrop, crop, flip, jitter, noise } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { imagenet22k } from '../imagenet22k/imagenet22k.ts';
import { largeImages } from '../init-advice.ts';
import { imagenetClasses } from './classes.ts';

const publisher = 'https://image-net.org/data/ILSVRC/2012/';
const byHand =
  'sign up at https://image-net.org/download, accept the terms, and go to the page of ILSVRC2012';

export const imagenetFiles = {
  train: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_img_train.tar',
    url: `${publisher}ILSVRC2012_img_train.tar`,
    size: 147_897_477_120,
    sha256: 'b08200a27a8e34218a0e58fde36b0fe8f73bc377f4acea2d91602057c3ca45bb',
    byHand,
  },
  validation: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_img_val.tar',
    url: `${publisher}ILSVRC2012_img_val.tar`,
    size: 6_744_924_160,
    sha256: 'c7e06a6c0baccf06d8dbeb6577d71efff84673a5dbdd50633ab44f8ea0456ae0',
    byHand,
  },
  devkit: {
    title: 'ImageNet, ILSVRC2012',
    folder: 'imagenet',
    name: 'ILSVRC2012_devkit_t12.tar.gz',
    url: `${publisher}ILSVRC2012_devkit_t12.tar.gz`,
    size: null,
    sha256: 'b59243268c0d266621fd587d2018f69e906fb22875aca0e295b48cafaa927953',
    byHand,
  },
} satisfies Record<string, PublishedFile>;

export const imagenet = {
  name: 'imagenet',
  dataSet: {
    title: 'ImageNet-30, thirty classes of ILSVRC2012',
    classes: Object.keys(imagenetClasses),
    shape: null,
    anomalies: 'other classes',
    repetitions: 1,
    preparation: {
      ...nativeSize,
      enlargement: 256 / 224,
      fit: 'crop',
      still: centreCrop,
      training: { none: [centreCrop], aug1: [jitter(0.01), flip, crop(), noise(0.001)] },
      // Upstream has the constants of all ImageNet for each class, which nets with pretrained weights were trained with.
      standardization: { mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225] },
    },
    usualPreprocessing: 'aug1',
    advice: { ...largeImages, anomalies: imagenet22k.name, images: 1300 },
  },
  outliers: { title: 'ImageNet, ILSVRC2012 (validation images)', hasClasses: true },
  download: { files: [imagenetFiles.train, imagenetFiles.validation, imagenetFiles.devkit] },
  copies: [
    { path: 'imagenet', holds: 'train' },
    { path: 'imagenet', holds: 'val' },
  ],
} satisfies Collection;
