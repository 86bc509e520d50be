import { crc32, deflateSync } from 'node:zlib';

/** What a PNG file says of itself, true or not. */
export interface PngHeader {
  width: number;
  height: number;
  /** Bits a channel. */
  depth?: 1 | 2 | 8 | 16;
  /** 0: grey, 2: colour, 3: palette, 4: grey with alpha, 6: colour with alpha. */
  colourType?: 0 | 2 | 3 | 4 | 6;
}

/**
 * The bytes of a PNG file, also of one that no encoder would write.
 * @param rows one after the other, each after a 0 byte for no filter
 * @param chunks that stand before the pixels, such as PLTE
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
