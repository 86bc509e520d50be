import type { DataError } from '@fcdd/errors';

/** Reads bytes from front to back and refuses to read past the end. */
export interface ByteCursor {
  /** Position of the next byte. */
  readonly position: number;
  /** Returns the next bytes without copying them. */
  take(length: number): Buffer;
  /** Returns the bytes up to the next line feed, and skips the line feed. */
  takeLine(): Buffer;
  /** Makes an error for a position; the reason is part of a sentence. */
  refuse(reason: string, position?: number): DataError;
}

/**
 * @param refuse makes the error
 * @param cutAt the limit at which longer content was cut off; undefined where the bytes are complete
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
      ? refuse(`it ends at byte ${buffer.length}, inside the item that begins at byte ${position}`)
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
