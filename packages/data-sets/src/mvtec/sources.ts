import { printable } from '@fcdd/errors';
import { type DataSettings, type PublishedFile, publishedFile } from '@fcdd/acquisition';
import { findCopy } from '../user-copies.ts';
import { type MvtecCopy, openMvtecCopy } from './files.ts';
import { mvtec, mvtecArchive } from './mvtec.ts';

export interface FoundMvtec {
  copy: MvtecCopy;
  /** Where the copy is the publisher's archive, checked. */
  archive?: PublishedFile;
}

export interface MvtecRequest extends DataSettings {
  /** The user's own copy, a folder or an archive. */
  path?: string;
}

/**
 * Finds MVTec-AD: the user's own copy, an unpacked one in the data folder, or the publisher's archive, which is fetched if
 * it is not there.
 * @throws DataError where it is nowhere, with what to do
 */
export async function findMvtec(
  request: MvtecRequest,
  published: PublishedFile = mvtecArchive,
): Promise<FoundMvtec> {
  const path = request.path ?? findCopy(mvtec.copies, request.dataFolder);
  if (path === undefined)
    return { copy: openMvtecCopy(await publishedFile(published, request)), archive: published };
  request.log(`MVTec-AD: taken from ${printable(path)}.`);
  return { copy: openMvtecCopy(path) };
}
