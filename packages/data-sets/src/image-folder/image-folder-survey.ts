import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { foldedName } from '../folded-name.ts';
import { isFolder, isImageName } from '@fcdd/acquisition/files';
import type { DataSettings } from '@fcdd/acquisition';

/** A folder, and how many images it holds itself. */
export interface SurveyedFolder {
  path: string;
  images: number;
}

export interface ImageFolderSurvey {
  /** Folders that hold images and are not left out. */
  folders: SurveyedFolder[];
  /** Names of all folders in it that were seen, with those that are left out. */
  names: string[];
}

/**
 * Counts the images in a folder and in the folders in it, in the order of their names. The counts are kept in the data
 * folder, so that of millions of images only folders that have changed are listed again.
 * @param exclude names of folders that are left out, in any case
 * @throws DataError where a folder cannot be read
 */
export async function surveyImageFolder(
  root: string,
  exclude: string[],
  settings: DataSettings,
): Promise<ImageFolderSurvey> {
  const excluded = new Set(exclude.map(foldedName));
  const notes = await readNotes(root, settings);
  if (!notes.size) settings.log(`Counting the images in ${printable(root)}, once.`);
  const folders: SurveyedFolder[] = [];
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    settings.signal?.throwIfAborted();
    // Links may lead in a circle.
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const note = await noteOf(path, notes.get(path));
    notes.set(path, note);
    if (note.images) folders.push({ path, images: note.images });
    for (const name of note.folders) {
      names.add(name);
      if (!excluded.has(foldedName(name))) await visit(join(path, name));
    }
  };
  await visit(root).catch((cause: unknown) => {
    settings.signal?.throwIfAborted();
    throw new DataError(`The folder of images ${printable(root)} cannot be read`, {
      cause,
      hint: 'Check that it exists, and that everything in it may be read.',
    });
  });
  await writeNotes(root, notes, settings);
  return { folders, names: [...names] };
}

/** Names of the images that a folder holds itself, sorted. */
export async function imagesIn(folder: string): Promise<string[]> {
  return (await listFolder(folder)).images;
}

/** Facts that are remembered about a folder. */
interface FolderNote {
  /** When names in it were last added or removed, in nanoseconds. */
  changed: string;
  images: number;
  /** Names of the folders in it. */
  folders: string[];
}

async function noteOf(path: string, known: FolderNote | undefined): Promise<FolderNote> {
  const changed = String((await stat(path, { bigint: true })).mtimeNs);
  if (known?.changed === changed) return known;
  const { images, folders } = await listFolder(path);
  return { changed, images: images.length, folders };
}

async function listFolder(path: string): Promise<{ images: string[]; folders: string[] }> {
  const images: string[] = [];
  const folders: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.')) continue;
    if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(path, name)))) folders.push(name);
    else if (isImageName(name)) images.push(name);
  }
  return { images: images.sort(), folders: folders.sort() };
}

/** By path. */
type Notes = Map<string, FolderNote>;

async function readNotes(root: string, settings: DataSettings): Promise<Notes> {
  try {
    return new Map(JSON.parse(await readFile(notesFile(root, settings), 'utf8')) as [string, FolderNote][]);
  } catch {
    return new Map();
  }
}

/** Where the data folder cannot be written to, everything is listed again next time. */
async function writeNotes(root: string, notes: Notes, settings: DataSettings): Promise<void> {
  const file = notesFile(root, settings);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify([...notes]));
  } catch (error) {
    settings.log(`How many images ${printable(root)} holds could not be noted: ${(error as Error).message}.`);
  }
}

function notesFile(root: string, { dataFolder }: DataSettings): string {
  const name = createHash('sha256').update(resolve(root)).digest('hex').slice(0, 32);
  return join(dataFolder, '.surveyed', `${name}.json`);
}
