import { endianness } from 'node:os';
import { DataError } from '@fcdd/errors';

/** Array types for the element types of safetensors files that this project uses. */
export const arrayTypes = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;

export type ElementType = keyof typeof arrayTypes;
export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Values in row-major order; their array type is their element type. */
export interface Tensor<Data extends TensorData = TensorData> {
  shape: number[];
  data: Data;
}

/** The entry of a tensor in a header. */
export interface HeaderEntry {
  dtype: ElementType;
  shape: number[];
  /** First byte, and the byte after the last, counted from the end of the header. */
  data_offsets: [number, number];
}

export interface Header {
  entries: Record<string, HeaderEntry>;
  metadata: Record<string, string>;
}

/** Largest header that the format allows, in bytes. */
const largestHeader = 100_000_000;

if (endianness() !== 'LE')
  throw new Error('Safetensors files are little-endian, so this program needs a little-endian machine.');

/** Size of the field at the start of a file that holds the header's length, in bytes. */
export const lengthBytes = 8;

/**
 * Reads the length of a file's header.
 * @param bytes the first bytes of the file
 * @param fileSize in bytes
 * @throws DataError where the file cannot contain such a header
 */
export function headerLength(bytes: Buffer, fileSize: number, file: string): number {
  if (fileSize < lengthBytes) throw refusal(file, 'it is shorter than its own header');
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > Math.min(largestHeader, fileSize - lengthBytes))
    throw refusal(file, 'its header is longer than the file');
  return length;
}

/**
 * Parses the header of a file, which `bodySize` bytes of data follow.
 * @throws DataError where the header is malformed, or refers to data that the file does not contain
 */
export function parseHeader(json: string, bodySize: number, file: string): Header {
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(json);
  } catch (cause) {
    throw refusal(file, 'its header is not JSON', cause);
  }
  const { __metadata__: metadata = {}, ...rest } = header;
  const entries: Record<string, HeaderEntry> = Object.create(null);
  for (const [name, entry] of Object.entries(rest)) {
    if (!isHeaderEntry(entry)) throw refusal(file, `the entry '${name}' is malformed`);
    const arrayType = arrayTypes[entry.dtype];
    if (!arrayType) throw refusal(file, `the element type ${entry.dtype} of '${name}' is not supported`);
    const [begin, end] = entry.data_offsets;
    const size = sizeOf(entry.shape);
    if (begin < 0 || end > bodySize || end - begin !== size * arrayType.BYTES_PER_ELEMENT)
      throw refusal(file, `the data of '${name}' is not where its header says`);
    entries[name] = entry;
  }
  return { entries, metadata: metadata as Record<string, string> };
}

/** Encodes the beginning of a file: the length of its header and the header, padded with spaces. */
export function headerBytes({ entries, metadata }: Header, smallest = 0): Buffer {
  const own = Object.keys(metadata).length ? { __metadata__: metadata } : {};
  const json = Buffer.from(JSON.stringify({ ...own, ...entries }));
  const length = Math.max(Math.ceil(json.length / 8) * 8, smallest - lengthBytes);
  const bytes = Buffer.alloc(lengthBytes + length, ' ');
  bytes.writeBigUInt64LE(BigInt(length));
  json.copy(bytes, lengthBytes);
  return bytes;
}

function isHeaderEntry(entry: unknown): entry is HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<HeaderEntry>;
  const isSizes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  return typeof dtype === 'string' && isSizes(shape) && isSizes(offsets) && offsets.length === 2;
}

function refusal(file: string, reason: string, cause?: unknown): DataError {
  return new DataError(`${file} is not a sound safetensors file: ${reason}.`, { cause });
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function elementTypeOf(data: TensorData): ElementType {
  return (Object.keys(arrayTypes) as ElementType[]).find((type) => data instanceof arrayTypes[type])!;
}

/** Returns the bytes of a tensor's values without copying them. */
export function bytesOf({ data }: Tensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
