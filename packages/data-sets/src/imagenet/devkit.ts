import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { readTar } from '@fcdd/acquisition/archives';
import { type MatValue, readMatStructures } from './mat-file.ts';
import { imagenetFiles } from './imagenet.ts';
import type { ImagenetFile } from './files.ts';

/** Facts in the development kit of ILSVRC2012 about the archives. */
export interface ImagenetDevkit {
  /** English names by WordNet's identifier, separated by commas. */
  words: Map<string, string>;
  /** WordNet's identifier of each validation image, in the order of their numbers. */
  validation: string[];
}

/** Bytes; the published files have 700,000 and 170,000. */
const largestFile = 16 * 1024 * 1024;

const metaFile = 'data/meta.mat';
const truthFile = 'data/ILSVRC2012_validation_ground_truth.txt';

const hint = `Get ${imagenetFiles.devkit.name} again.`;

/**
 * Reads the development kit.
 * @throws DataError where it is unsound
 */
export async function readDevkit({ path, form }: ImagenetFile): Promise<ImagenetDevkit> {
  const files = form === 'archive' ? await readArchive(path) : await readFolder(path);
  const fileNamed = (name: string): Buffer => {
    const contents = files.get(name);
    if (!contents) throw new DataError(`${printable(path)} does not hold ${name}.`, { hint });
    return contents;
  };
  return parseDevkit(fileNamed(metaFile), fileNamed(truthFile), path);
}

async function readArchive(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of readTar(path)) {
    const name = [metaFile, truthFile].find((wanted) => entry.name.endsWith(`/${wanted}`));
    if (name) files.set(name, await entry.bytes(largestFile));
  }
  return files;
}

async function readFolder(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of [metaFile, truthFile]) {
    const contents = await readFile(join(path, name)).catch(() => undefined);
    if (contents) files.set(name, contents);
  }
  return files;
}

function parseDevkit(meta: Buffer, truth: Buffer, path: string): ImagenetDevkit {
  const classes = readMatStructures(meta, 'synsets', `${metaFile} in ${path}`).filter(isLeaf).map(parseClass);
  const identifiers = new Map(classes.map(({ id, wnid }) => [id, wnid]));
  const validation = truth
    .toString('latin1')
    .trim()
    .split(/\s+/)
    .map((line, index) => {
      const wnid = identifiers.get(Number(line));
      if (wnid) return wnid;
      throw new DataError(
        `${truthFile} in ${printable(path)} gives image ${index + 1} the class ${printable(line.slice(0, 20))}, which ${metaFile} does not have.`,
        { hint },
      );
    });
  return { words: new Map(classes.map(({ wnid, words }) => [wnid, words])), validation };
}

/** Images have the classes without subclasses. */
function isLeaf({ num_children: children }: Record<string, MatValue>): boolean {
  return Array.isArray(children) && children[0] === 0;
}

function parseClass({ ILSVRC2012_ID: id, WNID: wnid, words }: Record<string, MatValue>) {
  if (!Array.isArray(id) || typeof wnid !== 'string' || !/^n\d{8}$/.test(wnid) || typeof words !== 'string')
    throw new DataError(`${metaFile} holds a class without number, WordNet identifier or words.`, { hint });
  return { id: id[0]!, wnid, words };
}
