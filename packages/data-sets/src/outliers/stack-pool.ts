import { type ImageShape, type ImageStack, convertImage, imageAt } from '@fcdd/images';
import type { OutlierPool } from './outlier-pool.ts';

/**
 * A pool of images that are in memory.
 * @param shape that images are picked in: they are resized, and made grey or coloured, where theirs is another
 */
export function poolOf(stack: ImageStack, shape: ImageShape): OutlierPool {
  return {
    count: stack.count,
    async *pick(indices) {
      for (const index of indices) yield { pixels: convertImage(imageAt(stack, index), stack, shape) };
    },
  };
}
