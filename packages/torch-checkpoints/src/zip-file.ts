import { crc32 } from 'node:zlib';
import { elementSize } from './element-types.ts';
import type { Extent } from './extent.ts';
import { type CheckpointContent, longestDescription } from './legacy-file.ts';
import { byteCursor } from './pickle/byte-cursor.ts';
import { unpickle } from './pickle/unpickle.ts';
import type { SourceFile } from './source-file.ts';
import { torchVocabulary } from './torch-vocabulary.ts';
import { type ZipEntry, listZipEntries } from './zip-entries.ts';

/**
 * Reads the format of `torch.save` since PyTorch 1.6: a zip archive with one folder, which holds `data.pkl` and the
 * elements of each storage in `data/<key>`, all uncompressed.
 */
export async function readZipFile(file: SourceFile): Promise<CheckpointContent> {
  const entries = await listZipEntries(file);
  const { folder, description } = findDescription(entries, file);
  if (entries.has(`${folder}constants.pkl`))
    throw file.refuse('it is a TorchScript program, not a state dict');
  await refuseOtherByteOrders(entries.get(`${folder}byteorder`), file);
  if (description.size > longestDescription)
    throw file.refuse(`its description is longer than ${longestDescription} bytes`);

  const bytes = await readChecked(description, file);
  const refuse = (reason: string) => file.refuse(`${description.name}: ${reason}`);
  const vocabulary = torchVocabulary();
  const content = unpickle(byteCursor(bytes, refuse), vocabulary);

  const extents = new Map<string, Extent>();
  for (const { key, type, length } of vocabulary.storages.values()) {
    const entry = entries.get(`${folder}data/${key}`);
    if (!entry) throw file.refuse('a tensor needs a storage that is missing');
    if (entry.size !== length * elementSize(type))
      throw file.refuse(`${entry.name} has ${entry.size} bytes, but its tensors need ${length} ${type}`);
    refusePacked(entry, file);
    extents.set(key, extentOf(entry));
  }
  return { content, extents };
}

/** Finds the description in the archive's only folder, which may have any name. */
function findDescription(
  entries: Map<string, ZipEntry>,
  file: SourceFile,
): { folder: string; description: ZipEntry } {
  const found = [...entries.values()].filter(({ name }) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  if (found.length !== 1)
    throw file.refuse(`as a zip archive, it has ${found.length} files data.pkl, not one`);
  const description = found[0]!;
  return { folder: description.name.slice(0, -'data.pkl'.length), description };
}

/**
 * Refuses big-endian files. PyTorch before 2.1 does not write this entry; its files are little-endian in practice.
 */
async function refuseOtherByteOrders(entry: ZipEntry | undefined, file: SourceFile): Promise<void> {
  if (!entry) return;
  const isLittle = entry.size === 6 && Buffer.from(await readChecked(entry, file)).toString() === 'little';
  if (!isLittle) throw file.refuse('it was written on a big-endian machine');
}

function refusePacked({ name, isPacked }: ZipEntry, file: SourceFile): void {
  if (isPacked) throw file.refuse(`its file ${name} is compressed, which PyTorch never does`);
}

async function readChecked(entry: ZipEntry, file: SourceFile): Promise<Uint8Array> {
  refusePacked(entry, file);
  const bytes = await file.read(entry.position, entry.size);
  if (crc32(bytes) !== entry.checksum) throw damagedEntry(entry, file);
  return bytes;
}

function extentOf(entry: ZipEntry): Extent {
  let isSound = false;
  return {
    position: entry.position,
    size: entry.size,
    async verify(file) {
      if (!isSound && (await checksumOf(entry, file)) !== entry.checksum) throw damagedEntry(entry, file);
      isSound = true;
    },
  };
}

const chunkSize = 4 * 2 ** 20;

async function checksumOf({ position, size }: ZipEntry, file: SourceFile): Promise<number> {
  let checksum = 0;
  for (let done = 0; done < size; done += chunkSize)
    checksum = crc32(await file.read(position + done, Math.min(chunkSize, size - done)), checksum);
  return checksum;
}

function damagedEntry({ name, position }: ZipEntry, file: SourceFile) {
  return file.refuse(`${name}, at byte ${position}, is damaged: its checksum does not fit`);
}
