import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { SourceFile } from './source-file.ts';

/** A file in a zip archive. */
export interface ZipEntry {
  name: string;
  /** Position of the first byte in the archive. */
  position: number;
  /** Number of bytes. */
  size: number;
  /** CRC-32. */
  checksum: number;
  /** Whether the file is compressed or encrypted. */
  isPacked: boolean;
}

/** Additions of yauzl 3, which its types lack. */
interface ArchiveWithLocalHeaders extends ZipFile {
  readLocalFileHeader(
    entry: Entry,
    options: { minimal: true },
    callback: (error: Error | null, header: { fileDataStart: number }) => void,
  ): void;
}

/**
 * Lists the files of a zip archive by name.
 * @throws DataError where the archive is damaged, or its files overlap
 */
export async function listZipEntries(file: SourceFile): Promise<Map<string, ZipEntry>> {
  try {
    return await listEntries(file);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name === 'DataError') throw cause;
    throw file.refuse(`as a zip archive, it is damaged: ${cause.message.replace(/\.$/, '')}`, cause);
  }
}

async function listEntries(file: SourceFile): Promise<Map<string, ZipEntry>> {
  const archive = await openArchive(file);
  try {
    const entries = new Map<string, ZipEntry>();
    const parts: Part[] = [];
    for await (const entry of entriesOf(archive)) {
      const name = entry.fileName;
      const isPacked = entry.isEncrypted() || entry.compressionMethod !== 0;
      const position = await dataStart(archive, entry);
      entries.set(name, { name, position, size: entry.uncompressedSize, checksum: entry.crc32, isPacked });
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
    if (end > limit) throw file.refuse(`its file ${name} goes up to byte ${end}, beyond byte ${limit}`);
  });
}

function openArchive(file: SourceFile): Promise<ArchiveWithLocalHeaders> {
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(
      new CheckedReader(file),
      file.size,
      { lazyEntries: true, autoClose: false },
      (error, archive) => (error ? reject(error) : resolve(archive as ArchiveWithLocalHeaders)),
    );
  });
}

/** Reads for yauzl. Its own reader ends the process where a damaged archive points beyond 2^53. */
class CheckedReader extends yauzl.RandomAccessReader {
  constructor(private readonly file: SourceFile) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.file
      .read(position, length)
      .then((bytes) => {
        buffer.set(bytes, offset);
        callback(null);
      })
      .catch(callback);
  }

  override _readStreamForRange(): never {
    throw new Error('Contents are not read through the archive.');
  }
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
