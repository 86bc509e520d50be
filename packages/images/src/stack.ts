import { type ImageShape, imageSize } from './shape.ts';

/** Equally sized 8-bit images, one after the other, each row-major with interleaved channels (NHWC). */
export interface ImageStack extends ImageShape {
  count: number;
  /** count * height * width * channels values. */
  pixels: Uint8Array;
}

/** Returns the pixels of one image of a stack without copying them. */
export function imageAt(stack: ImageStack, index: number): Uint8Array {
  const size = imageSize(stack);
  return stack.pixels.subarray(index * size, (index + 1) * size);
}

export function emptyStack(count: number, height: number, width: number, channels: number): ImageStack {
  return { count, height, width, channels, pixels: new Uint8Array(count * height * width * channels) };
}
