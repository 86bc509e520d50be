import type { ClassStatistics } from '@fcdd/images';
import type { PreprocessingName } from './catalogue.ts';
import { type ImageFit, recipeOf } from './recipes.ts';

/** How bytes become what a net takes, as numbers: whoever applies it, wherever, gives a net the same. */
export type Normalization = Standardization | ContrastNormalization;

/** Values in 0..1, less the mean of their channel, divided by its standard deviation. */
export interface Standardization {
  type: 'standardization';
  mean: number[];
  /** Never zero. */
  standardDeviation: number[];
}

/**
 * Local contrast normalization: an image's values less their mean, divided by their mean absolute deviation. Then the
 * `smallest` of a channel becomes 0 and its `largest` 1. A plain image, which has no deviation, is not divided.
 */
export interface ContrastNormalization {
  type: 'localContrast';
  /** One of each channel. */
  smallest: number[];
  /** Never equal to the smallest. */
  largest: number[];
}

/** Which preprocessing it is, of a detector. */
export interface PreprocessingFacts {
  dataSet: string;
  preprocessing: string;
  /** Of the nominal class. */
  statistics: ClassStatistics;
  /** Of custom images: how they were brought into the net's shape. */
  fit?: ImageFit;
}

/** The normalization that belongs to a preprocessing. */
export function normalizationOf({
  dataSet,
  preprocessing,
  statistics,
  fit,
}: PreprocessingFacts): Normalization {
  const recipe = recipeOf(dataSet, fit);
  switch (preprocessing as PreprocessingName) {
    case 'lcn':
    case 'lcnaug1':
      return contrastNormalization(statistics, recipe?.contrastRange ?? 'image');
    default:
      return standardization(recipe?.standardization ?? statistics);
  }
}

function standardization({
  mean,
  standardDeviation,
}: Pick<ClassStatistics, 'mean' | 'standardDeviation'>): Standardization {
  return {
    type: 'standardization',
    mean,
    standardDeviation: standardDeviation.map((deviation) => deviation || 1),
  };
}

function contrastNormalization(
  { mean, contrast, channelContrasts }: ClassStatistics,
  range: 'image' | 'channel',
): ContrastNormalization {
  const ranges = (range === 'channel' && channelContrasts) || mean.map(() => contrast);
  return {
    type: 'localContrast',
    smallest: ranges.map(({ smallest }) => smallest),
    // A class of plain images has no range.
    largest: ranges.map(({ smallest, largest }) => (largest === smallest ? smallest + 1 : largest)),
  };
}
