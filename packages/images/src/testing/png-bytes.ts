import { crc32, deflateSync } from 'node:zlib';

/** Header of a PNG file, which need not be true. */
export interface PngHeader {
  width: number;
  height: number;
  /** Bits per channel. */
  depth?: 1 | 2 | 8 | 16;
  /** 0 for grey, 2 for colour, 3 for a palette, 4 for grey with alpha, 6 for colour with alpha. */
  colourType?: 0 | 2 | 3 | 4 | 6;
}

/**
 * Makes the bytes of a PNG file, also of one that no encoder would write.
 * @param rows the rows in order, each after a 0 byte for no filter
 * @param chunks chunks before the pixels, such as PLTE
 */
export function pngBytes(
  { width, height, depth = 8, colourType = 0 }: PngHeader,
  rows: Uint8Array,
  chunks: Record<string, Uint8Array> = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...Object.entries(chunks).map(([type, content]) => chunk(type, content)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
