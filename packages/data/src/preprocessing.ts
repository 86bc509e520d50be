import { UserError } from '@fcdd/errors';
import { type ClassStatistics, type ImageShape, formatShape, imageSize, isSameShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { type Augmentation, cropAndFlip, jitterGrey } from './augmentation.ts';
import { type PreprocessingName, dataSets } from './catalogue.ts';
import { localContrast } from './local-contrast.ts';
import {
  type ContrastNormalization,
  type Normalization,
  type Standardization,
  normalizationOf,
} from './normalization.ts';

/** What happens to each image before a net sees it. Allocates nothing per image. */
export interface Preprocessing {
  /** Changes a training image at random, or copies it where there is no augmentation. `target` is another array. */
  augment: Augmentation;
  /**
   * Turns bytes into what the net takes, in the same order (NHWC).
   * @param random of the noise that belongs to the augmentation; given in training only
   */
  normalize(pixels: Uint8Array, target: Float32Array, random?: RandomSource): void;
}

/** Standard deviation of the noise of `aug1`, of values in 0..1. */
const noiseDeviation = 0.01;

/**
 * The preprocessing of a data set under a name, with the settings of upstream's `datasets/fmnist.py`.
 * @param statistics of the nominal class
 * @throws UserError where the data set has no such preprocessing, or images of another shape
 */
export function createPreprocessing(
  dataSet: string,
  preprocessing: PreprocessingName,
  statistics: ClassStatistics,
  shape: ImageShape,
): Preprocessing {
  const { shape: own, preprocessings } = dataSets[dataSet] ?? {};
  if (!preprocessings?.includes(preprocessing))
    throw new UserError(`The data set ${dataSet} has no preprocessing '${preprocessing}'.`, {
      hint: preprocessings ? `It has ${preprocessings.join(', ')}.` : undefined,
    });
  if (!isSameShape(own!, shape))
    throw new UserError(`Images of ${dataSet} have ${formatShape(own!)} values, not ${formatShape(shape)}.`);
  // Mirrored clothes are clothes, but most mirrored digits are no digits.
  const flip = dataSet !== 'mnist';
  const normalization = normalizationOf(preprocessing, statistics);
  switch (preprocessing) {
    case 'none':
    case 'lcn':
      return { augment: copy, normalize: normalizeBy(normalization) };
    case 'aug1':
      return {
        augment: inTurn(jitterGrey(0.1), cropAndFlip(shape, 3, flip), shape),
        normalize: normalizeBy(normalization, noiseDeviation),
      };
    case 'lcnaug1':
      return { augment: cropAndFlip(shape, 2, flip), normalize: normalizeBy(normalization) };
  }
}

/**
 * The preprocessing that a detector was trained with, for images of this shape.
 * @throws UserError where the data set has no such preprocessing, or images of another shape
 */
export function preprocessingOf(
  { dataSet, preprocessing, statistics }: PreprocessingFacts,
  shape: ImageShape,
): Preprocessing {
  return createPreprocessing(dataSet, preprocessing as PreprocessingName, statistics, shape);
}

/** Of a detector. */
export interface PreprocessingFacts {
  dataSet: string;
  preprocessing: string;
  /** Of the nominal class. */
  statistics: ClassStatistics;
}

const copy: Augmentation = (pixels, _random, target, map) => {
  target.set(pixels);
  map?.target.set(map.values);
};

function inTurn(first: Augmentation, second: Augmentation, shape: ImageShape): Augmentation {
  const between = new Uint8Array(imageSize(shape));
  const mapBetween = new Uint8Array(shape.height * shape.width);
  return (pixels, random, target, map) => {
    first(pixels, random, between, map && { values: map.values, target: mapBetween });
    second(between, random, target, map && { values: mapBetween, target: map.target });
  };
}

function normalizeBy(normalization: Normalization, noise = 0): Preprocessing['normalize'] {
  return normalization.type === 'standardization'
    ? standardize(normalization, noise)
    : normalizeContrast(normalization);
}

function standardize(
  { mean, standardDeviation }: Standardization,
  noise: number,
): Preprocessing['normalize'] {
  const channels = mean.length;
  const scales = standardDeviation.map((deviation) => 1 / deviation);
  const tables = mean.map((channelMean, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - channelMean) * scales[channel]!),
  );
  return (pixels, target, random) => {
    for (let channel = 0; channel < channels; channel++) {
      const table = tables[channel]!;
      const noiseScale = noise * scales[channel]!;
      for (let i = channel; i < pixels.length; i += channels) target[i] = table[pixels[i]!]!;
      if (!random || noise === 0) continue;
      for (let i = channel; i < pixels.length; i += channels) target[i]! += noiseScale * random.normal();
    }
  };
}

function normalizeContrast({ smallest, largest }: ContrastNormalization): Preprocessing['normalize'] {
  const range = largest - smallest;
  return (pixels, target) => {
    const { mean, scale } = localContrast(pixels);
    const factor = 1 / (scale * range);
    const offset = -smallest / range - mean * factor;
    for (let i = 0; i < pixels.length; i++) target[i] = pixels[i]! * factor + offset;
  };
}
