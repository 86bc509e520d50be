import { type FileHandle, open, readFile } from 'node:fs/promises';
import { readSync } from 'node:fs';
import { DataError } from '@fcdd/errors';
import {
  type Header,
  type HeaderEntry,
  type Tensor,
  arrayTypes,
  headerLength,
  lengthBytes,
  parseHeader,
} from './format.ts';

export interface TensorFile {
  tensors: Record<string, Tensor>;
  metadata: Record<string, string>;
}

/**
 * Reads a safetensors file.
 * @throws DataError where the file is not a safetensors file, or is damaged or cut off
 */ export async function readTensors(file: string): Promise<TensorFile> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const start = lengthBytes + headerLength(bytes, bytes.length, file);
  const { entries, metadata } = parseHeader(
    bytes.toString('utf8', lengthBytes, start),
    bytes.length - start,
    file,
  );
  const tensors: Record<string, Tensor> = Object.create(null);
  for (const [name, entry] of Object.entries(entries)) {
    const [begin, end] = entry.data_offsets;
    // Each tensor is copied, so that it is aligned and the file's buffer can be freed.
    const from = bytes.byteOffset + start;
    tensors[name] = tensorOf(entry, bytes.buffer.slice(from + begin, from + end) as ArrayBuffer);
  }
  return { tensors, metadata };
}

/** An open safetensors file, whose values are read on demand. The caller must close it. */
export interface OpenTensorFile {
  /** Shape by name. */
  shapes: Record<string, number[]>;
  metadata: Record<string, string>;
  read(name: string): Tensor;
  /**
   * Reads one row of a tensor of bytes, which is the part at an index of the first axis.
   * @param target array of the size of a row
   */
  readRow(name: string, index: number, target: Uint8Array): void;
  /** Reads bytes of a tensor of bytes, from position `start` until the target is full. */
  readBytes(name: string, start: number, target: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Opens a safetensors file, which may be larger than memory.
 * @throws DataError where the file is not one, or is damaged or cut off
 */
export async function openTensors(file: string): Promise<OpenTensorFile> {
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    const { start, entries, metadata } = await readHeader(handle, file);
    const readAt = (target: Uint8Array, position: number) => {
      // Reading is synchronous, because the calling thread has nothing else to do.
      if (readSync(handle.fd, target, 0, target.length, start + position) !== target.length)
        throw unreadable(file);
      return target;
    };
    return {
      shapes: Object.fromEntries(Object.entries(entries).map(([name, { shape }]) => [name, shape])),
      metadata,
      read(name) {
        const entry = entries[name]!;
        const [begin, end] = entry.data_offsets;
        return tensorOf(entry, readAt(new Uint8Array(end - begin), begin).buffer as ArrayBuffer);
      },
      readRow(name, index, target) {
        readAt(target, entries[name]!.data_offsets[0] + index * target.length);
      },
      readBytes(name, start, target) {
        readAt(target, entries[name]!.data_offsets[0] + start);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHeader(handle: FileHandle, file: string): Promise<Header & { start: number }> {
  const { size } = await handle.stat();
  const first = Buffer.alloc(lengthBytes);
  await handle.read(first, 0, lengthBytes, 0);
  const length = headerLength(first, size, file);
  const json = Buffer.alloc(length);
  await handle.read(json, 0, length, lengthBytes);
  const start = lengthBytes + length;
  return { start, ...parseHeader(json.toString(), size - start, file) };
}

function tensorOf({ dtype, shape }: HeaderEntry, buffer: ArrayBuffer): Tensor {
  return { shape, data: new arrayTypes[dtype](buffer) };
}

function unreadable(file: string, cause?: unknown): DataError {
  return new DataError(`The tensor file ${file} cannot be read.`, { cause });
}
