import type { DataError } from '@fcdd/errors';

/** Reads bytes from front to back, and never past their end. */
export interface ByteCursor {
  /** Of the next byte. */
  readonly position: number;
  /** The next bytes, not copied. */
  take(length: number): Buffer;
  /** The next bytes up to the line feed, which is skipped. */
  takeLine(): Buffer;
  /** An error that says what is wrong at a position; the reason is half a sentence. */
  refuse(reason: string, position?: number): DataError;
}

/**
 * @param refuse makes the error
 * @param cutAt where the bytes end although there are more; none: they are all
 */
export function byteCursor(
  bytes: Uint8Array,
  refuse: (reason: string) => DataError,
  { cutAt }: { cutAt?: number } = {},
): ByteCursor {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;
  const refuseAt = (reason: string, at = position) => refuse(`${reason} at byte ${at}`);
  const refuseEnd = () =>
    cutAt === undefined
      ? refuse(`it ends at byte ${buffer.length}, inside of what begins at byte ${position}`)
      : refuse(`its description is longer than ${cutAt} bytes`);
  return {
    get position() {
      return position;
    },
    refuse: refuseAt,
    take(length) {
      if (length > buffer.length - position) throw refuseEnd();
      position += length;
      return buffer.subarray(position - length, position);
    },
    takeLine() {
      const end = buffer.indexOf('\n', position);
      if (end < 0) throw refuseEnd();
      const line = buffer.subarray(position, end);
      position = end + 1;
      return line;
    },
  };
}
