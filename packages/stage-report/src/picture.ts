import { readFile } from 'node:fs/promises';

export interface Picture {
  /** Content of a PNG or WebP file. */
  bytes: Buffer;
  type: 'png' | 'webp';
  width: number;
  height: number;
}

/** Reads a PNG picture; undefined if the file is missing or damaged. */
export async function readPng(file: string): Promise<Picture | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || !isPng(bytes)) return undefined;
  return { bytes, type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Reads a square WebP picture of known size; undefined if the file is missing or damaged. */
export async function readWebp(file: string, size: number): Promise<Picture | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes && isWebp(bytes) ? { bytes, type: 'webp', width: size, height: size } : undefined;
}

export function toDataUri({ bytes, type }: Picture): string {
  return `data:image/${type};base64,${bytes.toString('base64')}`;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Whether the bytes start as a PNG file does, up to and including its size. */
function isPng(bytes: Buffer): boolean {
  return bytes.length > 24 && bytes.subarray(0, 8).equals(signature);
}

function isWebp(bytes: Buffer): boolean {
  return (
    bytes.length > 16 &&
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.toString('latin1', 8, 12) === 'WEBP'
  );
}
