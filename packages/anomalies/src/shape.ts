import type { ImageStack } from '@fcdd/images';

/** Size of one image; values are row-major with interleaved channels. */
export type ImageShape = Pick<ImageStack, 'height' | 'width' | 'channels'>;
