import type { ImageShape } from '@fcdd/images/shape';

/** How images are changed before a net sees them. `lcn`: local contrast normalization; `aug`: augmentation. */
export type PreprocessingName =
  'none' | 'lcn' | 'aug1' | 'lcnaug1' | 'aug1_blackcenter' | 'aug1_blackcenter_inverted';

export interface DataSetEntry {
  title: string;
  /** A label is an index into them; null: the folders of the user's path. */
  classes: string[] | null;
  /** Null: images are read from files in the shape that the net takes. */
  shape: ImageShape | null;
  /** Side of stored training images over the side of what the net takes: crops are cut out of larger ones. */
  enlargement: number;
  /** What a class is tested against; null: seen from the folders. */
  anomalies: 'other classes' | 'own' | null;
  /** Whether anomalous images come with ground-truth maps; of a user's folder it is seen from there. */
  hasMaps?: boolean;
  /** How often each training image is used in an epoch. */
  repetitions: number;
  preprocessings: PreprocessingName[];
  /** The authors' own, for experiments that name none. */
  usualPreprocessing: PreprocessingName;
  /** Names of outlier classes that are left out unless an experiment names others, by outlier source. */
  excluded?: Record<string, string[]>;
}

export interface OutlierSourceEntry {
  title: string;
  /** Its images are only where the user says. */
  needsPath?: boolean;
  /** It has too many images to store all. */
  needsLimit?: boolean;
  /** Its classes can be left out by their names. */
  hasClasses?: boolean;
  /** Names of classes that are left out for every data set unless an experiment names others. */
  excluded?: string[];
  /** Anomalies of this data set, and for no other. */
  only?: string;
  /** Its images come with ground-truth maps. */
  hasMaps?: boolean;
}

const everyPreprocessing: PreprocessingName[] = ['none', 'lcn', 'aug1', 'lcnaug1'];

/** The data sets that experiments can be about, by name. */
export const dataSets: Record<string, DataSetEntry> = {
  mnist: {
    title: 'MNIST, handwritten digits',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shape: { height: 28, width: 28, channels: 1 },
    enlargement: 1,
    anomalies: 'other classes',
    repetitions: 1,
    preprocessings: everyPreprocessing,
    usualPreprocessing: 'lcnaug1',
  },
  fmnist: {
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
    enlargement: 1,
    anomalies: 'other classes',
    repetitions: 1,
    preprocessings: everyPreprocessing,
    usualPreprocessing: 'lcnaug1',
  },
  cifar10: {
    title: 'CIFAR-10, animals and vehicles',
    classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    shape: { height: 32, width: 32, channels: 3 },
    enlargement: 1,
    anomalies: 'other classes',
    repetitions: 1,
    preprocessings: ['none', 'lcn', 'aug1', 'aug1_blackcenter', 'aug1_blackcenter_inverted'],
    usualPreprocessing: 'aug1',
  },
  imagenet: {
    title: 'ImageNet-30, thirty classes of ILSVRC2012',
    classes: [
      'acorn',
      'airliner',
      'ambulance',
      'American alligator',
      'banjo',
      'barn',
      'bikini',
      'digital clock',
      'dragonfly',
      'dumbbell',
      'forklift',
      'goblet',
      'grand piano',
      'hotdog',
      'hourglass',
      'manhole cover',
      'mosque',
      'nail',
      'parking meter',
      'pillow',
      'revolver',
      'dial telephone',
      'schooner',
      'snowmobile',
      'soccer ball',
      'stingray',
      'strawberry',
      'tank',
      'toaster',
      'volcano',
    ],
    shape: null,
    enlargement: 256 / 224,
    anomalies: 'other classes',
    repetitions: 1,
    preprocessings: ['none', 'aug1'],
    usualPreprocessing: 'aug1',
  },
  mvtec: {
    title: 'MVTec-AD, objects and textures with defects',
    classes: [
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
    ],
    shape: null,
    enlargement: 240 / 224,
    anomalies: 'own',
    hasMaps: true,
    repetitions: 10,
    preprocessings: everyPreprocessing,
    usualPreprocessing: 'lcnaug1',
  },
  pascalvoc: {
    title: 'Pascal VOC2007, images with a horse against those without',
    classes: ['horse'],
    shape: null,
    enlargement: 1,
    anomalies: 'own',
    repetitions: 1,
    preprocessings: ['none', 'aug1'],
    usualPreprocessing: 'aug1',
    excluded: {
      imagenet: [
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
  },
  custom: {
    title: "a folder of the user's own images",
    classes: null,
    shape: null,
    enlargement: 248 / 224,
    anomalies: null,
    repetitions: 1,
    preprocessings: ['none', 'aug1'],
    usualPreprocessing: 'aug1',
  },
};

/** Where images that serve as training anomalies come from, by name. */
export const outlierSources: Record<string, OutlierSourceEntry> = {
  mnist: { title: 'MNIST, handwritten digits (training images)' },
  fmnist: { title: 'Fashion-MNIST, articles of clothing' },
  emnist: { title: 'EMNIST, handwritten letters (training images)' },
  cifar100: { title: 'CIFAR-100, objects of a hundred classes (training images)' },
  imagenet: { title: 'ImageNet, ILSVRC2012 (validation images)', hasClasses: true },
  imagenet22k: {
    title: 'ImageNet22k, all of ImageNet as of fall 2011',
    needsLimit: true,
    hasClasses: true,
    excluded: dataSets['imagenet']!.classes!,
  },
  mvtec: { title: 'MVTec-AD, the anomalies of the nominal class', only: 'mvtec', hasClasses: true },
  mvtec_gt: { title: 'MVTec-AD, likewise, with their maps', only: 'mvtec', hasClasses: true, hasMaps: true },
  folder: { title: 'any folder of images', needsPath: true, hasClasses: true },
};

/**
 * The shape that training images of a data set are stored in, which is larger than what the net takes where crops are cut
 * out of them.
 */
export function storedShapeOf(dataSet: string, { height, width, channels }: ImageShape): ImageShape {
  const enlargement = dataSets[dataSet]?.enlargement ?? 1;
  return { height: Math.round(height * enlargement), width: Math.round(width * enlargement), channels };
}
