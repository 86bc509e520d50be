import { join } from 'node:path';
import type { GroundTruthMap } from '@fcdd/images';
import { createRowWriter, openTensors } from '@fcdd/tensors';

/** Ground-truth maps of the test images in their original sizes. The caller closes them. */
export interface OriginalMaps {
  /** @param index position of the test image */
  read(index: number): GroundTruthMap;
  close(): Promise<void>;
}

const mapsFile = 'original-maps.safetensors';

/** @throws DataError where the file is missing or damaged */
export async function openOriginalMaps(folder: string): Promise<OriginalMaps> {
  const opened = await openTensors(join(folder, mapsFile));
  const sizes = opened.read('sizes').data as Int32Array;
  const starts = startsOf(sizes);
  return {
    read(index) {
      const [height, width, length] = sizes.subarray(3 * index, 3 * index + 3) as unknown as number[];
      const bits = new Uint8Array(length!);
      opened.readBytes('bits', starts[index]!, bits);
      return { height: height!, width: width!, values: unpacked(bits, height! * width!) };
    },
    close: () => opened.close(),
  };
}

export interface OriginalMapsWriter {
  /** Adds the map of the next test image. */
  add(map: GroundTruthMap): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

export async function createOriginalMapsWriter(folder: string): Promise<OriginalMapsWriter> {
  const rows = await createRowWriter(join(folder, mapsFile), { bits: [] });
  /** Height, width and number of bytes of each map. */
  const sizes: number[] = [];
  return {
    async add({ height, width, values }) {
      const bits = packed(values);
      sizes.push(height, width, bits.length);
      await rows.add({ bits });
    },
    finish: () => rows.finish({ sizes: { shape: [sizes.length / 3, 3], data: Int32Array.from(sizes) } }),
    abandon: () => rows.abandon(),
  };
}

/** Packs a map into one bit for each pixel, the first in the lowest bit; a map without anomalous pixels takes no bytes. */
function packed(values: Uint8Array): Uint8Array {
  if (!values.includes(1)) return new Uint8Array(0);
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (let i = 0; i < values.length; i++) if (values[i]) bits[i >> 3]! |= 1 << (i & 7);
  return bits;
}

function unpacked(bits: Uint8Array, length: number): Uint8Array {
  const values = new Uint8Array(length);
  if (bits.length) for (let i = 0; i < length; i++) values[i] = (bits[i >> 3]! >> (i & 7)) & 1;
  return values;
}

function startsOf(sizes: Int32Array): number[] {
  const starts: number[] = [];
  let start = 0;
  for (let i = 2; i < sizes.length; i += 3) {
    starts.push(start);
    start += sizes[i]!;
  }
  return starts;
}
