import { DataError } from '@fcdd/errors';
import type { ImageStack } from '@fcdd/images';

const unsignedByte = 0x08;

/**
 * Reads images of an IDX file: unsigned bytes of shape [count, height, width].
 * @param file its name, for errors
 * @throws DataError where the header is not that of such a file, or does not fit the length
 */
export function parseIdxImages(bytes: Uint8Array, file: string): ImageStack {
  const { lengths, values } = parseIdx(bytes, 3, file);
  const [count, height, width] = lengths as [number, number, number];
  return { count, height, width, channels: 1, pixels: values };
}

/**
 * Reads labels of an IDX file: unsigned bytes of shape [count].
 * @throws DataError as for images, and where a label is not below `classCount`
 */
export function parseIdxLabels(bytes: Uint8Array, classCount: number, file: string): Int32Array {
  const { values } = parseIdx(bytes, 1, file);
  const wrong = values.find((label) => label >= classCount);
  if (wrong !== undefined)
    throw new DataError(`${file} holds the label ${wrong}; it should hold 0 to ${classCount - 1}.`);
  return Int32Array.from(values);
}

/** The IDX format: two zero bytes, element type, number of dimensions, their lengths (big-endian), the values. */
function parseIdx(bytes: Uint8Array, dimensions: number, file: string) {
  const refuse = (reason: string) => new DataError(`${file} is not a sound IDX file: ${reason}.`);
  const headerSize = 4 + 4 * dimensions;
  if (bytes.length < headerSize) throw refuse('it is shorter than its own header');
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerSize);
  if (header.getUint16(0) !== 0) throw refuse('it does not begin with two zero bytes');
  if (header.getUint8(2) !== unsignedByte) throw refuse('its values are not unsigned bytes');
  if (header.getUint8(3) !== dimensions)
    throw refuse(`it has ${header.getUint8(3)} dimensions instead of ${dimensions}`);
  const lengths = Array.from({ length: dimensions }, (_, dimension) => header.getUint32(4 + 4 * dimension));
  const size = lengths.reduce((product, length) => product * length, 1);
  if (size === 0) throw refuse('it holds no values');
  if (size !== bytes.length - headerSize)
    throw refuse(`its header says ${lengths.join(' x ')} values, but ${bytes.length - headerSize} follow`);
  return { lengths, values: new Uint8Array(bytes.buffer, bytes.byteOffset + headerSize, size) };
}
