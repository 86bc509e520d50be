import { lumaAt } from './luma.ts';
import { resizeLinear } from './resize-linear.ts';
import { type ImageShape, imageSize } from './shape.ts';

/**
 * Converts an image in memory to another shape. Resizing ignores its proportions. Grey becomes three equal channels,
 * and colour becomes grey by its luma.
 * @param pixels height * width * channels values, one or three channels, interleaved
 */
export function convertImage(pixels: Uint8Array, from: ImageShape, to: ImageShape): Uint8Array {
  const fits = from.height === to.height && from.width === to.width;
  const resized = fits ? pixels : resizeLinear(pixels, from, to.height, to.width);
  if (from.channels === to.channels) return resized;
  return from.channels === 1 ? greyToColour(resized, to) : colourToGrey(resized, to);
}

function greyToColour(grey: Uint8Array, to: ImageShape): Uint8Array {
  const colour = new Uint8Array(imageSize(to));
  for (let i = 0; i < grey.length; i++) colour.fill(grey[i]!, 3 * i, 3 * i + 3);
  return colour;
}

function colourToGrey(colour: Uint8Array, to: ImageShape): Uint8Array {
  const grey = new Uint8Array(imageSize(to));
  for (let i = 0; i < grey.length; i++) grey[i] = lumaAt(colour, 3 * i);
  return grey;
}
