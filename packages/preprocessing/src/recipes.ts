import type { PreprocessingName } from './catalogue.ts';
import {
  type CentreCrop,
  type Noise,
  type Resize,
  type Step,
  blackCentre,
  centreCrop,
  crop,
  flip,
  jitter,
  noise,
  oneOf,
  resize,
} from './steps.ts';

/** How the images of a data set are prepared, with the settings of upstream's `datasets/<name>.py`. */
export interface Recipe {
  /** How a file becomes an image in the size that training images are stored in, see `readImage`. */
  fit: ImageFit;
  kernel: 'linear' | 'nearest';
  /** What makes a test image of that, where it is larger than what the net takes. */
  still?: CentreCrop | Resize;
  /** What is done to training images, by preprocessing. */
  training: Partial<Record<PreprocessingName, Step[]>>;
  /** Constants that replace those of the training images. */
  standardization?: { mean: number[]; standardDeviation: number[] };
  /** Whether the range after local contrast normalization is one for all channels, or of each. */
  contrastRange: 'image' | 'channel';
}

/** `fill`: nothing is cut off, proportions may change. `crop`: proportions stay, and the centre is cut out. */
export type ImageFit = 'fill' | 'crop';

/**
 * The recipe of a data set; undefined where there is none.
 * @param fit of custom images; `fill` where they have ground-truth maps
 */
export function recipeOf(dataSet: string, fit?: ImageFit): Recipe | undefined {
  if (dataSet === 'custom' && fit === 'crop') return croppedCustom;
  return Object.hasOwn(recipes, dataSet) ? recipes[dataSet] : undefined;
}

/** Images come in the size that nets take. */
const native = { fit: 'fill', kernel: 'linear', contrastRange: 'image' } as const;

const cifarAugmentation: Step[] = [jitter(0.01), crop(4), flip, noise(0.001)];

/** Every second image: a tenth of the standard deviation of its own values. */
const mvtecNoise: Noise = { type: 'noise', deviation: 0.1, relative: true, probability: 0.5, clamped: true };
const mvtecAugmentation: Step[] = [
  oneOf(crop(), resize),
  oneOf(jitter(0.04), jitter(0.005, 0.0005, 0.0005, 0.0005)),
  mvtecNoise,
];

const recipes: Record<string, Recipe> = {
  // Not upstream's: as fmnist, but most mirrored digits are no digits.
  mnist: {
    ...native,
    training: { none: [], lcn: [], aug1: [jitter(0.1), crop(3), noise(0.01)], lcnaug1: [crop(2)] },
  },
  fmnist: {
    ...native,
    training: {
      none: [],
      lcn: [],
      aug1: [jitter(0.1), crop(3), flip, noise(0.01)],
      lcnaug1: [crop(2), flip],
    },
  },
  cifar10: {
    ...native,
    training: {
      none: [],
      lcn: [],
      aug1: cifarAugmentation,
      aug1_blackcenter: [...cifarAugmentation, blackCentre(0.6)],
      aug1_blackcenter_inverted: [...cifarAugmentation, blackCentre(0.6, { inverted: true })],
    },
  },
  imagenet: {
    ...native,
    fit: 'crop',
    still: centreCrop,
    training: { none: [centreCrop], aug1: [jitter(0.01), flip, crop(), noise(0.001)] },
    // Upstream has the constants of all ImageNet for each class, which nets with pretrained weights were trained with.
    standardization: { mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225] },
  },
  mvtec: {
    fit: 'fill',
    kernel: 'nearest',
    still: resize,
    training: { none: [resize], lcn: [resize], aug1: mvtecAugmentation, lcnaug1: mvtecAugmentation },
    contrastRange: 'channel',
  },
  pascalvoc: {
    ...native,
    training: { none: [], aug1: [jitter(0.01), noise(0.001)] },
    // Upstream has constants of all Pascal VOC: its horses are too few to tell their own.
    standardization: { mean: [0.4469, 0.4227, 0.3906], standardDeviation: [0.2691, 0.2659, 0.2789] },
  },
  custom: {
    ...native,
    still: resize,
    training: { none: [resize], aug1: [oneOf(crop(), resize), flip, jitter(0.01), noise(0.001)] },
  },
};

/** Upstream has another recipe for custom images without ground-truth maps, which cuts the centre out of images. */
const croppedCustom: Recipe = {
  ...native,
  fit: 'crop',
  still: centreCrop,
  training: { none: [centreCrop], aug1: [jitter(0.01), flip, crop(), noise(0.001)] },
};
