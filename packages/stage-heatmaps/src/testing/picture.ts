import sharp from 'sharp';
import { imageSide } from './experiment.ts';

const gap = 2;

/** A picture that is read back from its file. */
export interface Picture {
  width: number;
  height: number;
  /** The pixels of the image at this position in the grid, row-major, each [red, green, blue]. */
  tile(row: number, column: number): Colour[];
}

export type Colour = [red: number, green: number, blue: number];

export async function readPicture(file: string, side = imageSide): Promise<Picture> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixel = (x: number, y: number) =>
    [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)] as Colour;
  return {
    width,
    height,
    tile: (row, column) =>
      Array.from({ length: side ** 2 }, (_, i) =>
        pixel(gap + column * (side + gap) + (i % side), gap + row * (side + gap) + Math.floor(i / side)),
      ),
  };
}

/** Reads the pixels of a picture of one image. */
export async function readTile(file: string): Promise<Colour[]> {
  const data = await sharp(file).raw().toBuffer();
  return Array.from({ length: data.length / 3 }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)] as Colour);
}

/** Positions of the pixels of this colour. */
export function placesOf(tile: Colour[], colour: Colour): number[] {
  return tile.flatMap((pixel, i) => (pixel.join() === colour.join() ? [i] : []));
}
