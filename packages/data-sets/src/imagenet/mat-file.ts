import { inflateSync } from 'node:zlib';
import { DataError, printable } from '@fcdd/errors';

/** A text, or numbers in column-major order. */
export type MatValue = string | number[];

/**
 * Reads a variable of a MATLAB file of version 5 (little-endian, compressed or not) that is an array of structures, such
 * as MATLAB and SciPy save it. Format: "MAT-File Format", The MathWorks, chapter 1.
 * @param file its name, for errors
 * @returns the fields of each structure; those that hold neither text nor numbers are left out
 * @throws DataError where it is not such a file, is damaged, or lacks the variable
 */
export function readMatStructures(bytes: Buffer, variable: string, file: string): Record<string, MatValue>[] {
  try {
    checkHeader(bytes);
    for (const matrix of matrices(bytes.subarray(headerSize))) {
      const found = openArray(matrix);
      if (found.name === variable) return readStructures(found);
    }
    throw new Error(`it has no variable ${variable}`);
  } catch (cause) {
    throw new DataError(`${printable(file)} is not a sound MATLAB file`, { cause, hint: 'Get it again.' });
  }
}

const headerSize = 128;
/** Bytes that the whole of a compressed variable may have; those of ImageNet's have less than three million. */
const largestVariable = 64 * 1024 * 1024;

const elementTypes = { text: [1, 2, 4, 16, 17], matrix: 14, compressed: 15 };
const arrayClasses = { structure: 2, text: 4, firstNumeric: 6, lastNumeric: 15 };

function checkHeader(bytes: Buffer): void {
  if (bytes.length < headerSize || bytes.toString('latin1', 126, 128) !== 'IM' || bytes[125] !== 1)
    throw new Error('it is not of version 5, little-endian');
}

/** The contents of each array that the file holds at its top level. */
function* matrices(bytes: Buffer): Generator<Buffer> {
  for (const elements = createElements(bytes); !elements.atEnd();) {
    const element = elements.next();
    const { type, data } = element.type === elementTypes.compressed ? inflated(element) : element;
    if (type === elementTypes.matrix) yield data;
  }
}

function inflated({ data }: Element): Element {
  return createElements(inflateSync(data, { maxOutputLength: largestVariable })).next();
}

interface MatArray {
  arrayClass: number;
  dimensions: number[];
  name: string;
  /** Contents after the dimensions and the name. */
  contents: Elements;
}

function openArray(matrix: Buffer): MatArray {
  const contents = createElements(matrix);
  const arrayClass = contents.next().data.readUInt8(0);
  const dimensions = readNumbers(contents.next());
  const name = contents.next().data.toString('latin1');
  return { arrayClass, dimensions, name, contents };
}

function readStructures({ arrayClass, dimensions, contents }: MatArray): Record<string, MatValue>[] {
  if (arrayClass !== arrayClasses.structure) throw new Error('the variable is not an array of structures');
  const nameLength = contents.next().data.readInt32LE(0);
  const names = fixedLengthNames(contents.next().data, nameLength);
  const count = dimensions.reduce((product, length) => product * length, 1);
  if (!(count * names.length * 8 <= contents.bytesLeft()))
    throw new Error('it is shorter than its dimensions say');
  return Array.from({ length: count }, () => {
    const fields = names.map((name) => [name, readValue(contents.next().data)] as const);
    return Object.fromEntries(fields.filter((field): field is [string, MatValue] => field[1] !== undefined));
  });
}

function fixedLengthNames(data: Buffer, length: number): string[] {
  if (length < 1) throw new Error('its fields have no names');
  return Array.from({ length: Math.floor(data.length / length) }, (_, index) =>
    data.toString('latin1', index * length, (index + 1) * length).replace(/\0.*$/s, ''),
  );
}

function readValue(matrix: Buffer): MatValue | undefined {
  // An empty field may have nothing at all.
  if (matrix.length === 0) return undefined;
  const { arrayClass, contents } = openArray(matrix);
  if (arrayClass === arrayClasses.text) return contents.atEnd() ? '' : readText(contents.next());
  if (arrayClass < arrayClasses.firstNumeric || arrayClass > arrayClasses.lastNumeric) return undefined;
  return contents.atEnd() ? [] : readNumbers(contents.next());
}

function readText({ type, data }: Element): string {
  if (!elementTypes.text.includes(type)) throw new Error(`it has text of an unknown type: ${type}`);
  return data.toString(type === 4 || type === 17 ? 'utf16le' : type === 16 ? 'utf8' : 'latin1');
}

/** By type of element: bytes of a number, and how to read one. */
const numberReaders: Record<number, [size: number, read: (data: Buffer, offset: number) => number]> = {
  1: [1, (data, offset) => data.readInt8(offset)],
  2: [1, (data, offset) => data.readUInt8(offset)],
  3: [2, (data, offset) => data.readInt16LE(offset)],
  4: [2, (data, offset) => data.readUInt16LE(offset)],
  5: [4, (data, offset) => data.readInt32LE(offset)],
  6: [4, (data, offset) => data.readUInt32LE(offset)],
  7: [4, (data, offset) => data.readFloatLE(offset)],
  9: [8, (data, offset) => data.readDoubleLE(offset)],
  12: [8, (data, offset) => Number(data.readBigInt64LE(offset))],
  13: [8, (data, offset) => Number(data.readBigUInt64LE(offset))],
};

function readNumbers({ type, data }: Element): number[] {
  const reader = numberReaders[type];
  if (!reader) throw new Error(`it has numbers of an unknown type: ${type}`);
  const [size, read] = reader;
  return Array.from({ length: Math.floor(data.length / size) }, (_, index) => read(data, index * size));
}

interface Element {
  type: number;
  data: Buffer;
}

interface Elements {
  /** @throws Error where the bytes end within it */
  next(): Element;
  atEnd(): boolean;
  bytesLeft(): number;
}

/** Elements that follow each other: type, number of bytes, the bytes, zeros up to a multiple of eight. */
function createElements(bytes: Buffer): Elements {
  let offset = 0;
  return {
    next() {
      const tag = bytes.readUInt32LE(offset);
      // Up to four bytes of data may stand within the tag; its upper half is then their number.
      const isSmall = tag > 0xffff;
      const type = tag & 0xffff;
      const size = isSmall ? tag >>> 16 : bytes.readUInt32LE(offset + 4);
      const start = offset + (isSmall ? 4 : 8);
      const end = start + size;
      if (end > bytes.length || (isSmall && size > 4)) throw new Error('it is cut off');
      offset = type === elementTypes.compressed ? end : Math.ceil(end / 8) * 8;
      return { type, data: bytes.subarray(start, end) };
    },
    atEnd: () => offset >= bytes.length,
    bytesLeft: () => bytes.length - offset,
  };
}
