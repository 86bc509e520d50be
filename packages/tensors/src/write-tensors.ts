import { open, writeFile } from 'node:fs/promises';
import { type HeaderEntry, type Tensor, bytesOf, elementTypeOf, headerBytes, sizeOf } from './format.ts';

/** Writes a safetensors file. Names are sorted, so that the same tensors give the same bytes. */
export async function writeTensors(
  file: string,
  tensors: Record<string, Tensor>,
  metadata: Record<string, string> = {},
): Promise<void> {
  const entries: Record<string, HeaderEntry> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  // Wide elements come first, so that every tensor is aligned to its element size.
  const names = Object.keys(tensors).sort(
    (a, b) => elementSize(tensors[b]!) - elementSize(tensors[a]!) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    const { shape, data } = tensors[name]!;
    if (sizeOf(shape) !== data.length)
      throw new Error(`Tensor ${name}: [${shape}] does not hold ${data.length} values.`);
    entries[name] = {
      dtype: elementTypeOf(data),
      shape,
      data_offsets: [offset, (offset += data.byteLength)],
    };
    parts.push(bytesOf(tensors[name]!));
  }
  const handle = await open(file, 'w');
  try {
    for (const part of [headerBytes({ entries, metadata }), ...parts]) await writeFile(handle, part);
  } finally {
    await handle.close();
  }
}

function elementSize({ data }: Tensor): number {
  return data.BYTES_PER_ELEMENT;
}
