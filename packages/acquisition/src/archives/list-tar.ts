import { type FileHandle, open } from 'node:fs/promises';
import { DataError, printable } from '@fcdd/errors';
import { entryChecker } from './check-entry.ts';

/** Where the contents of a file are in a plain archive. */
export interface TarMember {
  /** Relative, with forward slashes, and without any `..`. */
  name: string;
  /** Bytes from the beginning of the archive. */
  offset: number;
  /** Bytes. */
  size: number;
}

/**
 * Lists the files of a plain tar archive by going from header to header, without reading what is between: for archives of
 * few large files, of which some are wanted. Names longer than a header holds are cut off.
 * @throws DataError where it is not such an archive, is damaged or cut off, or has a file that has the name of another or leads
 * out of it
 */
export async function* listTar(path: string): AsyncGenerator<TarMember> {
  const check = entryChecker(path);
  const file = await open(path);
  try {
    const { size: end } = await file.stat();
    for (let position = 0; position < end;) {
      const header = await readBlock(file, position);
      if (header.every((byte) => byte === 0)) return;
      const { name, size, type } = parseHeader(header, path);
      const offset = position + blockSize;
      if (offset + size > end) throw unsound(path, 'it is cut off');
      const checked = type === '0' || type === '\0' ? check({ name, type: 'file' }) : undefined;
      if (checked !== undefined) yield { name: checked, offset, size };
      position = offset + Math.ceil(size / blockSize) * blockSize;
    }
  } finally {
    await file.close();
  }
}

const blockSize = 512;

async function readBlock(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(blockSize), 0, blockSize, position);
  return buffer;
}

/** POSIX.1-1988: name, size and checksum in octal digits, type. */
function parseHeader(header: Buffer, path: string): { name: string; size: number; type: string } {
  const sum = header.reduce((total, byte) => total + byte, 0);
  const checksumField = header.subarray(148, 156);
  // The checksum counts itself as eight spaces.
  const expected = sum - checksumField.reduce((total, byte) => total + byte, 0) + 8 * 0x20;
  if (octal(checksumField) !== expected) throw unsound(path, 'a header is damaged');
  const size = octal(header.subarray(124, 136));
  if (Number.isNaN(size)) throw unsound(path, 'it has a size that is not an octal number');
  const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
  return { name, size, type: header.toString('latin1', 156, 157) };
}

function octal(field: Buffer): number {
  const digits = field.toString('latin1').replace(/\0.*$/s, '').trim();
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

function unsound(path: string, reason: string): DataError {
  return new DataError(`${printable(path)} is not a sound tar archive: ${reason}.`, {
    hint: 'Fetch it again.',
  });
}
