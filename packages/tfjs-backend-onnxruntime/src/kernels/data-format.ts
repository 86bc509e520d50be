import type { RecordedValue } from '../recording/value.ts';
import { transposed } from './transpose.ts';

/** tfjs's two layouts of images. Kernels compute in the first; from one to the other, axes change in name only. */
export type DataFormat = 'NHWC' | 'NCHW';

/** Images, or slopes of prelu for one, from the given layout to that with channels last. Slopes by channel stay. */
export function toChannelsLast(images: RecordedValue, format: DataFormat | undefined): RecordedValue {
  const rank = images.shape.length;
  if (format !== 'NCHW' || rank < 3) return images;
  return transposed(images, rank === 3 ? [1, 2, 0] : [0, 2, 3, 1]);
}

/** Images that have their channels last, in the given layout. */
export function fromChannelsLast(images: RecordedValue, format: DataFormat | undefined): RecordedValue {
  return format === 'NCHW' ? transposed(images, [0, 3, 1, 2]) : images;
}

/** What a layout has for each of its axes, in the order batch, height, width, channels. */
export function axesChannelsLast<Item>(items: readonly Item[], format: DataFormat | undefined): Item[] {
  const [batch, ...others] = items as [Item, Item, Item, Item];
  return format === 'NCHW' ? [batch, others[1], others[2], others[0]] : [batch, ...others];
}
