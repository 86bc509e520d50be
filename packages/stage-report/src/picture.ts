import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Picture {
  /** A PNG file. */
  bytes: Buffer;
  width: number;
  height: number;
}

/** The PNG picture of this name from the first of the folders that has it; undefined where none has a sound one. */
export async function readPicture(name: string, folders: readonly string[]): Promise<Picture | undefined> {
  for (const folder of folders) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes && isPng(bytes))
      return { bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  return undefined;
}

export function toDataUri({ bytes }: Picture): string {
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Begins as one, up to and with its size. */
function isPng(bytes: Buffer): boolean {
  return bytes.length > 24 && bytes.subarray(0, 8).equals(signature);
}
