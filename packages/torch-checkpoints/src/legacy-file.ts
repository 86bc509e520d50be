import { elementSize } from './element-types.ts';
import type { Extent } from './extent.ts';
import { type ByteCursor, byteCursor } from './pickle/byte-cursor.ts';
import { unpickle } from './pickle/unpickle.ts';
import type { PickleValue } from './pickle/values.ts';
import type { SourceFile } from './source-file.ts';
import { type StorageNode, torchVocabulary } from './torch-vocabulary.ts';

/** The object in a checkpoint, and the places of its storages in the file. */
export interface CheckpointContent {
  content: PickleValue;
  /** Places by the storages' keys. */
  extents: Map<string, Extent>;
}

/** Maximum size of a description, in bytes. Descriptions of real nets have about a hundred bytes per tensor. */
export const longestDescription = 16 * 2 ** 20;

const magicNumber = 0x1950a86a20f9469cfc6cn;
const formatVersion = 1001;

/**
 * Reads the format of `torch.save` before PyTorch 1.6: five pickles (magic number, version, machine, object, keys of
 * the storages), then the length and the elements of each storage.
 */
export async function readLegacyFile(file: SourceFile): Promise<CheckpointContent> {
  const length = Math.min(file.size, longestDescription);
  const cutAt = length < file.size ? longestDescription : undefined;
  const cursor = byteCursor(await file.read(0, length), file.refuse, { cutAt });
  const vocabulary = torchVocabulary();
  const next = () => unpickle(cursor, vocabulary);

  if (next() !== magicNumber) throw file.refuse("it lacks PyTorch's magic number");
  if (next() !== formatVersion) throw file.refuse(`it is not of version ${formatVersion} of the format`);
  const machine = next();
  if (!(machine instanceof Map) || machine.get('little_endian') !== true)
    throw file.refuse('it was written on a big-endian machine');
  const content = next();
  const keys = next();
  return { content, extents: await locate(file, cursor, keys, vocabulary.storages) };
}

async function locate(
  file: SourceFile,
  cursor: ByteCursor,
  keys: PickleValue,
  storages: Map<string, StorageNode>,
): Promise<Map<string, Extent>> {
  const extents = new Map<string, Extent>();
  let { position } = cursor;
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = storages.get(key as string);
    if (!storage) throw file.refuse(`the storage at byte ${position} belongs to no tensor`);
    const length = Buffer.from(await file.read(position, 8)).readBigInt64LE();
    if (length !== BigInt(storage.length))
      throw file.refuse(
        `the storage at byte ${position} has ${length} elements, but its tensors need ${storage.length}`,
      );
    const size = storage.length * elementSize(storage.type);
    position += 8;
    if (position + size > file.size)
      throw file.refuse(`it ends at byte ${file.size}, but a storage goes up to byte ${position + size}`);
    extents.set(storage.key, { position, size });
    position += size;
  }
  for (const key of storages.keys())
    if (!extents.has(key)) throw file.refuse('a tensor needs a storage that is missing');
  return extents;
}
