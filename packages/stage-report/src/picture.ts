import { readFile } from 'node:fs/promises';

export interface Picture {
  /** A PNG file. */
  bytes: Buffer;
  width: number;
  height: number;
}

/** The PNG picture in this file; undefined where there is none, or it is not sound. */
export async function readPicture(file: string): Promise<Picture | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || !isPng(bytes)) return undefined;
  return { bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

export function toDataUri({ bytes }: Picture): string {
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Begins as one, up to and with its size. */
function isPng(bytes: Buffer): boolean {
  return bytes.length > 24 && bytes.subarray(0, 8).equals(signature);
}
