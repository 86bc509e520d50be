import { type ImageStack, imageAt } from '@fcdd/images';
import type { DataSetItem, Split } from './data-set.ts';

/**
 * Images that are in memory, as items of a data set.
 * @param labels class indices, one an image
 */
export function* stackItems(
  split: Split,
  { images, labels }: { images: ImageStack; labels: ArrayLike<number> },
): Generator<DataSetItem> {
  for (let index = 0; index < images.count; index++)
    yield { split, pixels: imageAt(images, index), label: labels[index]! };
}
