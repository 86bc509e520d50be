import { DataError, printable } from '@fcdd/errors';
import { type DecodableImage, decodeImage, decoded } from './decode-image.ts';
import type { GroundTruthMap } from './ground-truth-map.ts';
import { type ImageSource, nameOf } from './image-source.ts';

/**
 * Reads a map of an image's anomalous pixels, which are white; nominal pixels are black. White is the largest
 * possible value, or 255 or 1 if that is the largest in the map. Transparent pixels are black.
 * @param name name for messages, if the source is a file's contents
 * @returns the map in its own size, upright according to EXIF
 * @throws DataError where the file is not a sound image, or has other values
 */
export async function readGroundTruthMap(
  source: ImageSource,
  name: string = nameOf(source),
): Promise<GroundTruthMap> {
  const decodable = await decodeImage(source, name, { ignoreIcc: true });
  const colours = await readColours(decodable, name);
  const white = whiteOf(colours, decodable.deep);
  const values = new Uint8Array(colours.length / 3);
  for (let i = 0; i < colours.length; i++) {
    const value = colours[i]!;
    const isColoured = value !== colours[i - (i % 3)];
    if (isColoured || (value !== 0 && value !== white)) throw notBinary(decodable, name);
    values[Math.floor(i / 3)] = value === 0 ? 0 : 1;
  }
  return { height: decodable.height, width: decodable.width, values };
}

/**
 * Checks that a map has the size of its image.
 * @throws DataError that states both sizes
 */
export function checkMapSize(
  map: { height: number; width: number },
  mapName: string,
  image: { height: number; width: number },
  imageName: string,
): void {
  if (map.height === image.height && map.width === image.width) return;
  const size = ({ height, width }: { height: number; width: number }) => `${width} x ${height} pixels`;
  throw new DataError(
    `The map ${printable(mapName)} has ${size(map)}, but its image ${printable(imageName)} has ${size(image)}.`,
    { hint: 'Save the map in the size of its image.' },
  );
}

/**
 * Reads red, green and blue in the map's own depth: a 16-bit map may contain 0 and 1, which would be equal in 8 bits.
 */
async function readColours({ image, deep }: DecodableImage, name: string): Promise<Uint8Array | Uint16Array> {
  const pixels = image.toColourspace(deep ? 'rgb16' : 'srgb').raw({ depth: deep ? 'ushort' : 'uchar' });
  const bytes = await decoded(pixels.toBuffer(), name);
  return deep ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
}

/**
 * Finds the value of an anomalous pixel: the largest value in the map if it is 1 or 255, else the largest of its
 * depth.
 */
function whiteOf(colours: Uint8Array | Uint16Array, deep: boolean): number {
  let greatest = 0;
  for (const value of colours) greatest = Math.max(greatest, value);
  if (greatest === 1 || greatest === 255) return greatest;
  return deep ? 65535 : 255;
}

function notBinary({ format }: DecodableImage, name: string): DataError {
  const reason = format === 'jpeg' ? ', because JPEG blurs edges' : '';
  return new DataError(`The map ${printable(name)} has pixels that are neither black nor white${reason}.`, {
    hint: 'Save it as PNG, without loss: white where the image is anomalous, black elsewhere.',
  });
}
