import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import { type HeaderEntry, type Tensor, bytesOf, elementTypeOf, headerBytes, sizeOf } from './format.ts';

/** Writes a safetensors file whose tensors of bytes arrive row by row, so that they may exceed memory. */
export interface RowWriter {
  /** @param rows the next row or rows of each tensor; the caller may reuse the arrays afterwards */
  add(rows: Record<string, Uint8Array>): Promise<void>;
  /** Adds the other tensors and completes the file. */
  finish(others: Record<string, Tensor>): Promise<void>;
  /** Closes and removes the unfinished files. */
  abandon(): Promise<void>;
}

/** Space that is reserved for the header, in bytes. The header stands first but is known last. */
const headerRoom = 4096;

/** @param rowShapes shape of a row of each tensor, by name, in the order of the file */
export async function createRowWriter(file: string, rowShapes: Record<string, number[]>): Promise<RowWriter> {
  const columns: Column[] = [];
  for (const [name, rowShape] of Object.entries(rowShapes)) {
    const path = columns.length === 0 ? file : `${file}.${name}.part`;
    columns.push({ name, rowShape, path, handle: await open(path, 'w+'), rows: 0 });
  }
  const [first, ...rest] = columns as [Column, ...Column[]];
  await writeFile(first.handle, Buffer.alloc(headerRoom));

  return {
    async add(rows) {
      for (const column of columns) {
        const bytes = rows[column.name]!;
        await writeFile(column.handle, bytes);
        column.rows += bytes.length / sizeOf(column.rowShape);
      }
    },
    async finish(others) {
      for (const { handle, path } of rest) {
        await handle.close();
        for await (const chunk of createReadStream(path)) await writeFile(first.handle, chunk as Buffer);
        await rm(path);
      }
      for (const name of Object.keys(others).sort()) await writeFile(first.handle, bytesOf(others[name]!));
      const header = headerBytes({ entries: layOut(columns, others), metadata: {} }, headerRoom);
      if (header.length > headerRoom)
        throw new Error('The header is larger than the space that is reserved for it.');
      await first.handle.write(header, 0, header.length, 0);
      await first.handle.close();
    },
    async abandon() {
      for (const { handle, path } of columns) {
        await handle.close().catch(() => {});
        await rm(path, { force: true });
      }
    },
  };
}

interface Column {
  name: string;
  rowShape: number[];
  path: string;
  handle: FileHandle;
  rows: number;
}

function layOut(columns: Column[], others: Record<string, Tensor>): Record<string, HeaderEntry> {
  let offset = 0;
  const place = (bytes: number): [number, number] => [offset, (offset += bytes)];
  const ofColumns = columns.map(({ name, rowShape, rows }): [string, HeaderEntry] => {
    const shape = [rows, ...rowShape];
    return [name, { dtype: 'U8', shape, data_offsets: place(sizeOf(shape)) }];
  });
  const ofOthers = Object.keys(others)
    .sort()
    .map((name): [string, HeaderEntry] => {
      const { shape, data } = others[name]!;
      return [name, { dtype: elementTypeOf(data), shape, data_offsets: place(data.byteLength) }];
    });
  return Object.fromEntries([...ofColumns, ...ofOthers]);
}
