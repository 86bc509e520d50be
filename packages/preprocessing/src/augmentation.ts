import { type ImageShape, imageSize } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { createBlackening } from './black-centre.ts';
import { createJitter } from './colour-jitter.ts';
import { centreCropImage, cropImage, flipImage, resizeImage } from './geometry.ts';
import type { Step } from './steps.ts';

/**
 * Changes an image at random. `target` is another array than `pixels`.
 * @param map what is known of each pixel of the image; it moves as the image does
 */
export type Augmentation = (
  pixels: Uint8Array,
  random: RandomSource,
  target: Uint8Array,
  map?: AugmentedMap,
) => void;

/** Height * width values of the image before and after; they are different arrays. */
export interface AugmentedMap {
  values: Uint8Array;
  target: Uint8Array;
}

/**
 * Does these steps in turn, except for noise: it is finer than bytes.
 * @param stored shape of the images that are given
 * @param shape of what they become; the steps lead from one to the other
 */
export function createAugmentation(
  steps: readonly Step[],
  stored: ImageShape,
  shape: ImageShape,
): Augmentation {
  let from = stored;
  const augmentations: Augmentation[] = [];
  const shapes: ImageShape[] = [];
  for (const step of steps) {
    const augmentation = augmentationOf(step, from, shape);
    if (!augmentation) continue;
    if (changesSize(step)) from = shape;
    augmentations.push(augmentation);
    shapes.push(from);
  }
  return inTurn(augmentations, shapes);
}

/** Undefined where the step does nothing to bytes. */
function augmentationOf(step: Step, from: ImageShape, to: ImageShape): Augmentation | undefined {
  switch (step.type) {
    case 'crop':
      return cropImage(from, to, step.padding);
    case 'centreCrop':
      return centreCropImage(from, to);
    case 'resize':
      return resizeImage(from, to);
    case 'flip':
      return flipImage(from);
    case 'jitter':
      return inPlace(createJitter(step, from.channels));
    case 'blackCentre':
      return inPlace(createBlackening(step, from));
    case 'oneOf':
      return oneOf(step.steps.map((choice) => augmentationOf(choice, from, to) ?? copy));
    case 'noise':
      return undefined;
  }
}

function changesSize(step: Step): boolean {
  if (step.type === 'oneOf') return step.steps.some(changesSize);
  return step.type === 'crop' || step.type === 'centreCrop' || step.type === 'resize';
}

const copy: Augmentation = (pixels, _random, target, map) => {
  target.set(pixels);
  map?.target.set(map.values);
};

/** For what changes colours alone. */
function inPlace(change: (pixels: Uint8Array, random: RandomSource) => void): Augmentation {
  return (pixels, random, target, map) => {
    copy(pixels, random, target, map);
    change(target, random);
  };
}

function oneOf(choices: Augmentation[]): Augmentation {
  return (pixels, random, target, map) =>
    choices[random.integer(choices.length)]!(pixels, random, target, map);
}

/** @param shapes of the result of each */
function inTurn(augmentations: Augmentation[], shapes: ImageShape[]): Augmentation {
  const [first, ...rest] = augmentations;
  if (!first) return copy;
  if (rest.length === 0) return first;
  const [between, ...others] = shapes;
  const next = inTurn(rest, others);
  const image = new Uint8Array(imageSize(between!));
  const pixelMap = new Uint8Array(between!.height * between!.width);
  return (pixels, random, target, map) => {
    first(pixels, random, image, map && { values: map.values, target: pixelMap });
    next(image, random, target, map && { values: pixelMap, target: map.target });
  };
}
