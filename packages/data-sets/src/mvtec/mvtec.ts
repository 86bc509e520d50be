import type { PublishedFile } from '@fcdd/acquisition';
import { type Noise, type Step, crop, jitter, oneOf, resize } from '@fcdd/preprocessing/steps';
import type { Collection, CopyPlace } from '../collection.ts';
import { defects } from '../init-advice.ts';
import { findClassFolders } from './class-folders.ts';

export const mvtecArchive: PublishedFile = {
  title: 'MVTec-AD',
  folder: 'mvtec',
  name: 'mvtec_anomaly_detection.tar.xz',
  url: 'https://www.mydrive.ch/shares/38536/3830184030e49fe74747669442f0f282/download/420938113-1629952094/mvtec_anomaly_detection.tar.xz',
  size: 5_264_982_680,
  sha256: 'cf4313b13603bec67abb49ca959488f7eedce2a9f7795ec54446c649ac98cd3d',
};

const classes = [
  'bottle',
  'cable',
  'capsule',
  'carpet',
  'grid',
  'hazelnut',
  'leather',
  'metal_nut',
  'pill',
  'screw',
  'tile',
  'toothbrush',
  'transistor',
  'wood',
  'zipper',
];

/** Every second image: a tenth of the standard deviation of its own values. */
const relativeNoise: Noise = {
  type: 'noise',
  deviation: 0.1,
  relative: true,
  probability: 0.5,
  clamped: true,
};
const augmentation: Step[] = [
  oneOf(crop(), resize),
  oneOf(jitter(0.04), jitter(0.005, 0.0005, 0.0005, 0.0005)),
  relativeNoise,
];

export const mvtec = {
  name: 'mvtec',
  dataSet: {
    title: 'MVTec-AD, objects and textures with defects',
    classes,
    shape: null,
    anomalies: 'own',
    hasMaps: true,
    repetitions: 10,
    preparation: {
      enlargement: 240 / 224,
      fit: 'fill',
      kernel: 'nearest',
      still: resize,
      training: { none: [resize], lcn: [resize], aug1: augmentation, lcnaug1: augmentation },
      contrastRange: 'channel',
    },
    usualPreprocessing: 'lcnaug1',
    classesIn: (path) => findClassFolders(path)?.classes,
    advice: { ...defects, anomalies: 'confetti', images: 242 },
  },
  outliers: { title: 'MVTec-AD, the anomalies of the nominal class', only: 'mvtec', hasClasses: true },
  download: { files: [mvtecArchive] },
  copies: [
    ...foldersOfClasses('mvtec'),
    ...foldersOfClasses('mvtec/mvtec_anomaly_detection'),
    ...foldersOfClasses('mvtec_anomaly_detection'),
    { path: 'mvtec/mvtec_anomaly_detection.tar', holds: '.' },
    { path: 'mvtec/mvtec_anomaly_detection.tar.gz', holds: '.' },
  ],
} satisfies Collection;

/** A copy may hold only some of the classes. */
function foldersOfClasses(path: string): CopyPlace[] {
  return classes.map((name) => ({ path, holds: `${name}/train` }));
}
