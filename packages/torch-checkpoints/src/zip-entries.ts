import type { SourceFile } from './source-file.ts';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** A file in a zip archive, stored as it is. */
export interface ZipEntry {
  name: string;
  /** Of its first byte in the archive. */
  position: number;
  /** Bytes. */
  size: number;
  /** CRC-32. */
  checksum: number;
}

/** The types of yauzl 2 lack what version 3 brought. */
interface ArchiveWithLocalHeaders extends ZipFile {
  readLocalFileHeader(
    entry: Entry,
    options: { minimal: true },
    callback: (error: Error | null, header: { fileDataStart: number }) => void,
  ): void;
}

/**
 * The files of a zip archive by name.
 * @throws DataError where the archive is damaged, files are packed or encrypted, or overlap
 */
export async function listZipEntries(file: SourceFile): Promise<Map<string, ZipEntry>> {
  try {
    return await listEntries(file);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name === 'DataError') throw cause;
    throw file.refuse(`as a zip archive, it is damaged: ${cause.message}`, cause);
  }
}

async function listEntries(file: SourceFile): Promise<Map<string, ZipEntry>> {
  const archive = await openArchive(file.path);
  try {
    const entries = new Map<string, ZipEntry>();
    const parts: Part[] = [];
    for await (const entry of entriesOf(archive)) {
      const name = entry.fileName;
      if (entry.isEncrypted() || entry.compressionMethod !== 0)
        throw file.refuse(`${name} in it is packed, which PyTorch never does`);
      const position = await dataStart(archive, entry);
      entries.set(name, { name, position, size: entry.uncompressedSize, checksum: entry.crc32 });
      const end = position + entry.compressedSize;
      parts.push({ name, start: entry.relativeOffsetOfLocalHeader, end });
    }
    refuseOverlaps(parts, file);
    return entries;
  } finally {
    archive.close();
  }
}

interface Part {
  name: string;
  start: number;
  /** Byte after the last. */
  end: number;
}

function refuseOverlaps(parts: Part[], file: SourceFile): void {
  const inOrder = parts.toSorted((a, b) => a.start - b.start);
  inOrder.forEach(({ name, end }, index) => {
    const limit = inOrder[index + 1]?.start ?? file.size;
    if (end > limit) throw file.refuse(`${name} in it goes up to byte ${end}, beyond byte ${limit}`);
  });
}

function openArchive(path: string): Promise<ArchiveWithLocalHeaders> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, archive) =>
      error ? reject(error) : resolve(archive as ArchiveWithLocalHeaders),
    );
  });
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry, void, void> {
  for (;;) {
    const entry = await nextEntry(archive);
    if (!entry) return;
    yield entry;
  }
}

function nextEntry(archive: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    archive.removeAllListeners();
    archive.once('entry', resolve);
    archive.once('end', () => resolve(undefined));
    archive.once('error', reject);
    archive.readEntry();
  });
}

function dataStart(archive: ArchiveWithLocalHeaders, entry: Entry): Promise<number> {
  return new Promise((resolve, reject) => {
    archive.readLocalFileHeader(entry, { minimal: true }, (error, header) =>
      error ? reject(error) : resolve(header.fileDataStart),
    );
  });
}
