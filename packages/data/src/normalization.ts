import type { ClassStatistics } from '@fcdd/images';
import type { PreprocessingName } from './catalogue.ts';

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
 * Local contrast normalization: an image's values less their mean, divided by their mean absolute deviation. Then
 * `smallest` becomes 0 and `largest` 1. A plain image, which has no deviation, is not divided.
 */
export interface ContrastNormalization {
  type: 'localContrast';
  smallest: number;
  largest: number;
}

/** @param statistics of the nominal class */
export function normalizationOf(
  preprocessing: PreprocessingName,
  { mean, standardDeviation, contrast }: ClassStatistics,
): Normalization {
  switch (preprocessing) {
    case 'none':
    case 'aug1':
      return {
        type: 'standardization',
        mean,
        standardDeviation: standardDeviation.map((deviation) => deviation || 1),
      };
    case 'lcn':
    case 'lcnaug1':
      return { type: 'localContrast', smallest: contrast.smallest, largest: contrast.largest };
  }
}
