import { type ElementType, type TensorData, decodeElements, elementSize } from './element-types.ts';
import type { Extent } from './extent.ts';
import { type SourceFile, withFile } from './source-file.ts';
import { gather, isContiguous, spanOf } from './strides.ts';
import type { TensorNode } from './torch-vocabulary.ts';

/** A tensor whose values are still on disk. */
export interface StoredTensor {
  shape: number[];
  /** Element type in the file. */
  elementType: ElementType;
  /**
   * Reads the values in row-major order.
   * @throws DataError where the file is damaged there, or 64-bit integers exceed 2^53
   */
  read(): Promise<TensorData>;
}

/** @throws DataError where the tensor refers to elements beyond the end of its storage */
export function storedTensor(
  name: string,
  view: TensorNode,
  extents: Map<string, Extent>,
  { path, refuse }: Pick<SourceFile, 'path' | 'refuse'>,
): StoredTensor {
  const { storage, offset, shape, strides } = view;
  const span = spanOf(shape, strides);
  if (offset + span > storage.length)
    throw refuse(`'${name}' has elements up to ${offset + span} of a storage of ${storage.length}`);
  return {
    shape,
    elementType: storage.type,
    async read() {
      const values = await withFile(path, (file) => readSpan(file, view, extents.get(storage.key)!, span));
      if (storage.type === 'int64' && !values.every(Number.isSafeInteger))
        throw refuse(`'${name}' has integers beyond 2^53`);
      return isContiguous(shape, strides) ? values : gather(values, shape, strides);
    },
  };
}

/**
 * Maximum ratio of the tensors' size to that of their file: enough for shared weights, and small enough for memory.
 */
const largestExcess = 8;

/**
 * Refuses tensors that are far larger than their file, which strides of 0 and shared storages make possible.
 * @throws DataError where they are too large
 */
export function refuseExcess(tensors: Map<string, TensorNode>, { size, refuse }: SourceFile): void {
  let bytes = 0;
  for (const { shape, strides, storage } of tensors.values())
    bytes += elementSize(storage.type) * Math.max(countOf(shape), spanOf(shape, strides));
  if (bytes > largestExcess * size)
    throw refuse(`its tensors have ${bytes} bytes, too many for a file of ${size}`);
}

/** Reads the elements from the tensor's first to its last. */
async function readSpan(
  file: SourceFile,
  { storage, offset }: TensorNode,
  extent: Extent,
  span: number,
): Promise<TensorData> {
  await extent.verify?.(file);
  const size = elementSize(storage.type);
  const bytes = await file.read(extent.position + offset * size, span * size);
  return decodeElements(storage.type, bytes.buffer);
}

function countOf(shape: number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
}
