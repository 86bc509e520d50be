/** Size of one image; its values are row-major with interleaved channels. */
export interface ImageShape {
  height: number;
  width: number;
  channels: number;
}

/** Values in one image: height * width * channels. */
export function imageSize({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

export function isSameShape(one: ImageShape, other: ImageShape): boolean {
  return one.height === other.height && one.width === other.width && one.channels === other.channels;
}

/** For messages, such as 28x28x1: height, width, channels. */
export function formatShape({ height, width, channels }: ImageShape): string {
  return `${height}x${width}x${channels}`;
}
