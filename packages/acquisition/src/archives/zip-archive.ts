import { buffer } from 'node:stream/consumers';
import { DataError } from '@fcdd/errors';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/**
 * Reads one file out of a zip archive, and no other.
 * @throws DataError where the archive is damaged, lacks the file, or holds it with more than `largest` bytes
 */
export async function readZipEntry(path: string, name: string, largest: number): Promise<Buffer> {
  try {
    return await readEntry(path, name, largest);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError(`${path} cannot be read as a zip archive`, { cause });
  }
}

async function readEntry(path: string, name: string, largest: number): Promise<Buffer> {
  const archive = await openArchive(path);
  try {
    const entry = await findEntry(archive, name);
    if (!entry) throw new DataError(`${path} does not hold ${name}`);
    if (entry.uncompressedSize > largest)
      throw new DataError(
        `${name} in ${path} unpacks to ${entry.uncompressedSize} bytes, more than ${largest}`,
      );
    // yauzl checks that the stream does not exceed the size that the entry states.
    return await new Promise<Buffer>((resolve, reject) => {
      archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(buffer(stream))));
    });
  } finally {
    archive.close();
  }
}

function openArchive(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, archive) =>
      error ? reject(error) : resolve(archive),
    );
  });
}

function findEntry(archive: ZipFile, name: string): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    archive.on('entry', (entry: Entry) => (entry.fileName === name ? resolve(entry) : archive.readEntry()));
    archive.once('end', () => resolve(undefined));
    archive.once('error', reject);
    archive.readEntry();
  });
}
