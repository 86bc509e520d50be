import type { SourceFile } from './source-file.ts';

/** Where the elements of a storage are in the file. */
export interface Extent {
  /** Byte of the file. */
  position: number;
  /** Bytes. */
  size: number;
  /** @throws DataError where the bytes are not those that were written */
  verify?(file: SourceFile): Promise<void>;
}
