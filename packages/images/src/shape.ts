/** Shape of one image. Its values are row-major with interleaved channels. */
export interface ImageShape {
  height: number;
  width: number;
  channels: number;
}

/** Number of values in one image: height * width * channels. */
export function imageSize({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

export function isSameShape(one: ImageShape, other: ImageShape): boolean {
  return one.height === other.height && one.width === other.width && one.channels === other.channels;
}

/** Formats height, width and channels for messages, such as 28x28x1. */
export function formatShape({ height, width, channels }: ImageShape): string {
  return `${height}x${width}x${channels}`;
}
