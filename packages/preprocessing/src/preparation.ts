import type { ImageShape } from '@fcdd/images/shape';
import type { CentreCrop, Resize, Step } from './steps.ts';

/** How images are changed before a net sees them. `lcn`: local contrast normalization; `aug`: augmentation. */
export type PreprocessingName =
  'none' | 'lcn' | 'aug1' | 'lcnaug1' | 'aug1_blackcenter' | 'aug1_blackcenter_inverted';

/** How the images of a data set become what a net takes. Plain data. */
export interface Preparation {
  /** Side of stored training images over the side of what the net takes: crops are cut out of larger ones. */
  enlargement: number;
  /** How a file becomes an image in the size that training images are stored in, see `readImage`. */
  fit: ImageFit;
  kernel: 'linear' | 'nearest';
  /** Makes a test image of a stored one, where that is larger than what the net takes. */
  still?: CentreCrop | Resize;
  /** Steps that training images go through, by preprocessing. */
  training: Partial<Record<PreprocessingName, Step[]>>;
  /** Constants that replace those of the training images. */
  standardization?: { mean: number[]; standardDeviation: number[] };
  /** Whether the range after local contrast normalization is one for all channels, or of each. */
  contrastRange: 'image' | 'channel';
}

/** `fill`: nothing is cut off, proportions may change. `crop`: proportions stay, and the centre is cut out. */
export type ImageFit = 'fill' | 'crop';

/** Images that come in the size that nets take. */
export const nativeSize = {
  enlargement: 1,
  fit: 'fill',
  kernel: 'linear',
  contrastRange: 'image',
} as const satisfies Omit<Preparation, 'training'>;

/**
 * The shape that training images are stored in, which is larger than what the net takes where crops are cut out of
 * them.
 */
export function storedShapeFrom(
  { enlargement }: Pick<Preparation, 'enlargement'>,
  { height, width, channels }: ImageShape,
): ImageShape {
  return { height: Math.round(height * enlargement), width: Math.round(width * enlargement), channels };
}
