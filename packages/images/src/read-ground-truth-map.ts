import { DataError, printable } from '@fcdd/errors';
import { type DecodableImage, decodeImage, decoded } from './decode-image.ts';
import type { GroundTruthMap } from './ground-truth-map.ts';
import { type ImageSource, nameOf } from './image-source.ts';

/**
 * Reads which pixels of an image are anomalous: those that are white, where nominal ones are black. White is the
 * greatest value, or 1 in a map whose values are 0 and 1. Transparent pixels are black.
 * @param name for messages, where the source is a file's contents
 * @returns the map in its own size, upright as its EXIF says
 * @throws DataError where the file is no sound image or has other values too
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
 * Checks that a map has the size of the image that it belongs to.
 * @throws DataError naming both sizes
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

/** Red, green and blue in the map's own depth: a 16-bit map may hold 0 and 1, which 8 bits would make equal. */
async function readColours({ image, deep }: DecodableImage, name: string): Promise<Uint8Array | Uint16Array> {
  const pixels = image.toColourspace(deep ? 'rgb16' : 'srgb').raw({ depth: deep ? 'ushort' : 'uchar' });
  const bytes = await decoded(pixels.toBuffer(), name);
  return deep ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
}

/** What stands for an anomalous pixel: the greatest value where it is one of those that maps are saved with. */
function whiteOf(colours: Uint8Array | Uint16Array, deep: boolean): number {
  let greatest = 0;
  for (const value of colours) greatest = Math.max(greatest, value);
  if (greatest === 1 || greatest === 255) return greatest;
  return deep ? 65535 : 255;
}

function notBinary({ format }: DecodableImage, name: string): DataError {
  const reason = format === 'jpeg' ? ': JPEG blurs the edges of what is drawn' : '';
  return new DataError(`The map ${printable(name)} has other pixels than black and white ones${reason}.`, {
    hint: 'Save it without loss, as PNG: white where the image is anomalous, else black.',
  });
}
