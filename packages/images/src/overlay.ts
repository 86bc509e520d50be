import sharp from 'sharp';
import { jet } from './jet.ts';
import type { RgbImage } from './rgb-image.ts';

/**
 * Blends a heatmap over an image. The heatmap is stretched to the size of the image.
 * @param image the image, which is changed in place
 * @param heatmap height * width values, 0..1
 * @param opacity of the heatmap, 0..1
 */
export async function overlayHeatmap(
  image: RgbImage,
  heatmap: { height: number; width: number; values: Float32Array },
  opacity = 0.5,
): Promise<RgbImage> {
  const levels = await stretch(heatmap, image);
  const { pixels } = image;
  for (let i = 0; i < levels.length; i++)
    for (let channel = 0; channel < 3; channel++) {
      const colour = colours[levels[i]! * 3 + channel]!;
      pixels[i * 3 + channel] = Math.round((1 - opacity) * pixels[i * 3 + channel]! + opacity * colour);
    }
  return image;
}

const levelCount = 256;
const colours = jet(Float32Array.from({ length: levelCount }, (_, level) => level / (levelCount - 1)));

/**
 * Scales the values as levels. They are coloured afterwards, so that there is green between blue and red, not violet.
 */
async function stretch(
  { height, width, values }: { height: number; width: number; values: Float32Array },
  target: { height: number; width: number },
): Promise<Uint8Array> {
  const levels = Uint8Array.from(values, (value) => Math.round(value * (levelCount - 1)));
  return sharp(levels, { raw: { width, height, channels: 1 } })
    .resize(target.width, target.height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
