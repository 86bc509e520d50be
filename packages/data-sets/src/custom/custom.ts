import { nativeSize } from '@fcdd/preprocessing/preparation';
import { centreCrop, crop, flip, jitter, noise, oneOf, resize } from '@fcdd/preprocessing/steps';
import type { Collection } from '../collection.ts';
import { ownImages } from '../init-advice.ts';

const enlargement = 248 / 224;

export const custom = {
  name: 'custom',
  dataSet: {
    title: "a folder of the user's own images",
    classes: null,
    shape: null,
    anomalies: null,
    repetitions: 1,
    preparation: {
      ...nativeSize,
      enlargement,
      still: resize,
      training: { none: [resize], aug1: [oneOf(crop(), resize), flip, jitter(0.01), noise(0.001)] },
    },
    // Upstream prepares images without ground-truth maps in another way, which cuts the centre out of them.
    cropped: {
      ...nativeSize,
      enlargement,
      fit: 'crop',
      still: centreCrop,
      training: { none: [centreCrop], aug1: [jitter(0.01), flip, crop(), noise(0.001)] },
    },
    usualPreprocessing: 'aug1',
    advice: ownImages,
  },
} satisfies Collection;
