import type { PublishedFile } from '@fcdd/acquisition';
import { nativeSize } from '@fcdd/preprocessing/preparation';
import { jitter, noise } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { imagenet } from '../imagenet/imagenet.ts';
import { largeImages } from '../init-advice.ts';

export const pascalVocArchive: PublishedFile = {
  title: 'Pascal VOC2007',
  folder: 'pascalvoc',
  name: 'VOCtrainval_06-Nov-2007.tar',
  url: 'http://host.robots.ox.ac.uk/pascal/VOC/voc2007/VOCtrainval_06-Nov-2007.tar',
  size: 460_032_000,
  sha256: '7d8cd951101b0957ddfd7a530bdc8a94f06121cfc1e511bb5937e973020c7508',
};

export const pascalvoc = {
  name: 'pascalvoc',
  dataSet: {
    title: 'Pascal VOC2007, images with a horse against those without',
    classes: ['horse'],
    shape: null,
    anomalies: 'own',
    repetitions: 1,
    preparation: {
      ...nativeSize,
      training: { none: [], aug1: [jitter(0.01), noise(0.001)] },
      // Upstream has constants of all Pascal VOC: its horses are too few to tell their own.
      standardization: { mean: [0.4469, 0.4227, 0.3906], standardDeviation: [0.2691, 0.2659, 0.2789] },
    },
    usualPreprocessing: 'aug1',
    excluded: {
      [imagenet.name]: [
        'person',
        'bird',
        'cat',
        'cow',
        'dog',
        'horse',
        'sheep',
        'aeroplane',
        'bicycle',
        'boat',
        'bus',
        'car',
        'motorbike',
        'train',
        'bottle',
        'chair',
        'table',
        'plant',
        'sofa',
        'tv',
        'monitor',
      ],
    },
    advice: {
      ...largeImages,
      heatmaps: { ...largeImages.heatmaps, quantile: 0.99 },
      anomalies: imagenet.name,
      images: 140,
    },
  },
  download: { files: [pascalVocArchive] },
  copies: [{ path: 'pascalvoc', holds: 'VOCdevkit/VOC2007' }],
} satisfies Collection;
