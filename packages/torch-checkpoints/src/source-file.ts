import { type FileHandle, open } from 'node:fs/promises';
import { DataError } from '@fcdd/errors';

/** A file that is open for reading. */
export interface SourceFile {
  path: string;
  /** Number of bytes. */
  size: number;
  /** @throws DataError where the file has no such bytes */
  read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes an error that says why the file is refused; the reason is part of a sentence. */
  refuse(reason: string, cause?: unknown): DataError;
}

/** Opens a file for the duration of an action. */
export async function withFile<Result>(
  path: string,
  action: (file: SourceFile) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new DataError(`The checkpoint ${path} cannot be read.`, { cause });
  });
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new DataError(`The checkpoint ${path} is not a file.`);
    return await action(sourceFile(path, status.size, handle));
  } finally {
    await handle.close();
  }
}

/** Largest number of bytes that Node reads at once. */
const largestRead = 2 ** 30;

function sourceFile(path: string, size: number, handle: FileHandle): SourceFile {
  const refuse = (reason: string, cause?: unknown) =>
    new DataError(`${path} is not a sound PyTorch checkpoint: ${reason}.`, { cause });
  return {
    path,
    size,
    refuse,
    async read(position, length) {
      if (position + length > size)
        throw refuse(`it ends at byte ${size}, but needs ${length} bytes from byte ${position}`);
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const wanted = Math.min(length - done, largestRead);
        const { bytesRead } = await handle.read(bytes, done, wanted, position + done);
        if (bytesRead === 0) throw refuse(`it has become shorter than ${size} bytes`);
        done += bytesRead;
      }
      return bytes;
    },
  };
}
