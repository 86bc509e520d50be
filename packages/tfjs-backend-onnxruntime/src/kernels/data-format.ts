import type { RecordedValue } from '../recording/value.ts';
import { transposed } from './transpose.ts';

/** tfjs's two layouts of images. Kernels compute in the first; a conversion only renames the axes. */
export type DataFormat = 'NHWC' | 'NCHW';

/**
 * Converts images, or slopes of prelu for an image, from the given layout to channels last. Slopes by channel stay.
 */
export function toChannelsLast(images: RecordedValue, format: DataFormat | undefined): RecordedValue {
  const rank = images.shape.length;
  if (format !== 'NCHW' || rank < 3) return images;
  return transposed(images, rank === 3 ? [1, 2, 0] : [0, 2, 3, 1]);
}

/** Converts images with channels last to the given layout. */
export function fromChannelsLast(images: RecordedValue, format: DataFormat | undefined): RecordedValue {
  return format === 'NCHW' ? transposed(images, [0, 3, 1, 2]) : images;
}

/** Reorders values by axis from a layout to the order batch, height, width, channels. */
export function axesChannelsLast<Item>(items: readonly Item[], format: DataFormat | undefined): Item[] {
  const [batch, ...others] = items as [Item, Item, Item, Item];
  return format === 'NCHW' ? [batch, others[1], others[2], others[0]] : [batch, ...others];
}
