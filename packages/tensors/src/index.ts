import { open, readFile, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { DataError } from '@fcdd/errors';

export * from './prefixes.ts';

/** Element types of a safetensors file that this project uses, with the arrays that hold them. */
const arrayTypes = {
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

export interface TensorFile {
  tensors: Record<string, Tensor>;
  metadata: Record<string, string>;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** The format's own limit on its header. */
const largestHeader = 100_000_000;

if (endianness() !== 'LE') throw new Error('Safetensors files are little-endian; so must the machine be.');

/** Writes a safetensors file. Names are sorted, so that the same tensors give the same bytes. */
export async function writeTensors(
  file: string,
  tensors: Record<string, Tensor>,
  metadata: Record<string, string> = {},
): Promise<void> {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length) header.__metadata__ = metadata;
  const parts: Uint8Array[] = [];
  let offset = 0;
  // Wide elements first, so that every tensor is aligned to its element size.
  const names = Object.keys(tensors).sort(
    (a, b) => elementSize(tensors[b]!) - elementSize(tensors[a]!) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    const { shape, data } = tensors[name]!;
    if (sizeOf(shape) !== data.length)
      throw new Error(`Tensor ${name}: [${shape}] does not hold ${data.length} values.`);
    header[name] = { dtype: elementTypeOf(data), shape, data_offsets: [offset, (offset += data.byteLength)] };
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  const handle = await open(file, 'w');
  try {
    await handle.writev([length, json, padding]);
    for (const part of parts) await writeFile(handle, part);
  } finally {
    await handle.close();
  }
}

/**
 * Reads a safetensors file.
 * @throws DataError where the file is not one, or is damaged or cut off
 */
export async function readTensors(file: string): Promise<TensorFile> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new DataError(`The tensor file ${file} cannot be read.`, { cause });
  });
  const refuse = (reason: string, cause?: unknown) =>
    new DataError(`${file} is not a sound safetensors file: ${reason}.`, { cause });

  if (bytes.length < 8) throw refuse('it is shorter than its own header');
  const headerLength = Number(bytes.readBigUInt64LE(0));
  if (headerLength > Math.min(largestHeader, bytes.length - 8))
    throw refuse('its header is longer than the file');
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
  } catch (cause) {
    throw refuse('its header is not JSON', cause);
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  const body = bytes.subarray(8 + headerLength);
  const tensors: Record<string, Tensor> = Object.create(null);
  for (const [name, entry] of Object.entries(entries)) {
    if (!isHeaderEntry(entry)) throw refuse(`the entry '${name}' is malformed`);
    const arrayType = arrayTypes[entry.dtype as ElementType];
    if (!arrayType) throw refuse(`the element type ${entry.dtype} of '${name}' is not supported`);
    const [begin, end] = entry.data_offsets;
    const size = sizeOf(entry.shape);
    if (begin < 0 || end > body.length || end - begin !== size * arrayType.BYTES_PER_ELEMENT)
      throw refuse(`the data of '${name}' is not where its header says`);
    // A copy of its own: aligned, and the file's buffer can go.
    const data = new arrayType(
      body.buffer.slice(body.byteOffset + begin, body.byteOffset + end) as ArrayBuffer,
    );
    tensors[name] = { shape: entry.shape, data };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function isHeaderEntry(entry: unknown): entry is HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<HeaderEntry>;
  const isSizes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  return typeof dtype === 'string' && isSizes(shape) && isSizes(offsets) && offsets.length === 2;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function elementTypeOf(data: TensorData): ElementType {
  return (Object.keys(arrayTypes) as ElementType[]).find((type) => data instanceof arrayTypes[type])!;
}

function elementSize({ data }: Tensor): number {
  return data.BYTES_PER_ELEMENT;
}
