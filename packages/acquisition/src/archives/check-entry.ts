import { DataError, printable } from '@fcdd/errors';
import type { Header } from 'tar-stream';

/** Longer names have no place in any file system. */
const longestName = 4096;

/** Together: what remembering them costs must stay small whatever an archive holds. */
const longestNames = 256 * 1024 * 1024;
const costOfAnyName = 64;

/** Fields of an entry's header that matter. */
export type EntryHeader = Pick<Header, 'name' | 'type'> & Partial<Pick<Header, 'linkname' | 'pax'>>;

/**
 * Checks what an archive says of its entries, one after the other, before anything of them is read.
 * @param archive its name, for messages
 * @returns for each entry its name: relative, with forward slashes, without any `..`; undefined for a folder
 * @throws DataError where an entry is not a file, leads out of the archive, is there twice, or is stored in parts
 */
export function entryChecker(archive: string): (header: EntryHeader) => string | undefined {
  const names = new Set<string>();
  let length = 0;
  return (header) => {
    const refuse = refusalOf(archive, header.name);
    if (header.type === 'directory' || header.name.endsWith('/')) return undefined;
    checkType(header, refuse);
    const name = relativeName(header.name, refuse);
    if (names.has(name)) throw refuse('is there twice', 'Pack the archive again, with each file once.');
    names.add(name);
    length += name.length + costOfAnyName;
    if (length > longestNames) throw refuse('is one of too many', 'Read its files from a folder.');
    return name;
  };
}

type Refuse = (reason: string, hint: string) => DataError;

function refusalOf(archive: string, name: string): Refuse {
  const shown = printable(name.length > 200 ? `${name.slice(0, 200)}…` : name);
  return (reason, hint) => new DataError(`"${shown}" in ${printable(archive)} ${reason}.`, { hint });
}

function checkType({ type, linkname = '', pax }: EntryHeader, refuse: Refuse): void {
  if (type === 'link' || type === 'symlink')
    throw refuse(
      `is a link to "${printable(linkname)}", and links are not followed`,
      'Pack what it leads to: tar --dereference --hard-dereference.',
    );
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse'));
  // tar-stream says null for a type that it does not know.
  if (isSparse || (type as string | null) === null)
    throw refuse('is stored in a way that is not known', 'Pack the archive again, without --sparse.');
  if (type !== 'file' && type !== 'contiguous-file')
    throw refuse('is a pipe or device', 'No archive of data has one: get it from its publisher.');
}

function relativeName(name: string, refuse: Refuse): string {
  const fromPublisher = 'No archive of data has such a name: get it from its publisher.';
  if (name.length > longestName) throw refuse('has too long a name', fromPublisher);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || parts.includes('..'))
    throw refuse('leads out of it', fromPublisher);
  if (/[\\\0]/.test(name))
    throw refuse('has a name that means another file elsewhere', 'Pack the archive again, with tar.');
  if (parts.length === 0) throw refuse('has no name', fromPublisher);
  return parts.join('/');
}
