import type { ImageShape } from '@fcdd/images/shape';

/** How images are changed before a net sees them. `lcn`: local contrast normalization; `aug`: augmentation. */
export type PreprocessingName = 'none' | 'lcn' | 'aug1' | 'lcnaug1';

export interface DataSetEntry {
  title: string;
  /** A label is an index into them. */
  classes: string[];
  shape: ImageShape;
  preprocessings: PreprocessingName[];
}

export interface OutlierSourceEntry {
  title: string;
}

const everyPreprocessing: PreprocessingName[] = ['none', 'lcn', 'aug1', 'lcnaug1'];

/** The data sets that experiments can be about, by name. */
export const dataSets: Record<string, DataSetEntry> = {
  mnist: {
    title: 'MNIST, handwritten digits',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shape: { height: 28, width: 28, channels: 1 },
    preprocessings: everyPreprocessing,
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
    preprocessings: everyPreprocessing,
  },
};

/** Data sets whose images can serve as training anomalies, by name. */
export const outlierSources: Record<string, OutlierSourceEntry> = {
  mnist: { title: 'MNIST, handwritten digits (training images)' },
  fmnist: { title: 'Fashion-MNIST, articles of clothing' },
  emnist: { title: 'EMNIST, handwritten letters (training images)' },
};
