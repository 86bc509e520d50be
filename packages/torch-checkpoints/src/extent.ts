import type { SourceFile } from './source-file.ts';

/** Place of a storage's elements in the file. */
export interface Extent {
  /** First byte. */
  position: number;
  /** Number of bytes. */
  size: number;
  /** @throws DataError where the bytes are damaged */
  verify?(file: SourceFile): Promise<void>;
}
