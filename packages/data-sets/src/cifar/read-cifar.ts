import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { readTar } from '@fcdd/acquisition/archives';
import { type CifarBatch, parseBinaryBatch } from './cifar-batch.ts';
import { parsePickledBatch } from './pickled-batch.ts';

/** How one of the CIFAR data sets is laid out. */
export interface CifarLayout {
  title: string;
  classCount: number;
  /** Names of its files, in order, in both versions. */
  files: { split: 'train' | 'test'; binary: string; pickled: string }[];
  /** Label bytes at the beginning of a record of the binary version. */
  labelBytes: number;
  /** The entry of the python version that holds class indices. */
  labelsKey: string;
  /** Folders that the publisher's archives unpack into. */
  folders: string[];
}

/** Bytes; the largest file has some 155 million. */
const largestFile = 200_000_000;

/**
 * Reads the files of a CIFAR archive, packed or not, or of a folder that one was unpacked into, in the layout's order.
 * Some may be missing: parts of the data set are read too.
 * @throws DataError where there are none, or one is damaged
 */
export async function* readCifar(
  path: string,
  layout: CifarLayout,
  splits: readonly string[] = ['train', 'test'],
): AsyncGenerator<CifarBatch & { split: 'train' | 'test' }> {
  const wanted = layout.files.filter(({ split }) => splits.includes(split));
  const contents = await contentsOf(path, layout, wanted);
  let found = false;
  for (const { split, binary, pickled } of wanted) {
    const bytes = contents.get(binary) ?? contents.get(pickled);
    if (!bytes) continue;
    found = true;
    const isBinary = contents.has(binary);
    const file = `${isBinary ? binary : pickled} in ${printable(path)}`;
    const batch = isBinary
      ? parseBinaryBatch(bytes, layout.labelBytes, file)
      : parsePickledBatch(bytes, layout.labelsKey, file);
    checkLabels(batch, layout, file);
    yield { split, ...batch };
  }
  if (!found)
    throw new DataError(`${printable(path)} has no file of ${layout.title}.`, {
      hint: `It should hold ${wanted.map(({ binary }) => binary).join(', ')}, or ${wanted.map(({ pickled }) => pickled).join(', ')}.`,
    });
}

/** The contents of the files that are there, by name: 180 MB at most. */
async function contentsOf(
  path: string,
  { folders }: CifarLayout,
  files: CifarLayout['files'],
): Promise<Map<string, Buffer>> {
  const names = files.flatMap(({ binary, pickled }) => [binary, pickled]);
  const contents = new Map<string, Buffer>();
  if ((await stat(path)).isDirectory()) {
    for (const folder of [path, ...folders.map((name) => join(path, name))])
      for (const name of names) {
        const bytes = await readFile(join(folder, name)).catch(ignoreMissing);
        if (bytes) contents.set(name, bytes);
      }
    return contents;
  }
  for await (const entry of readTar(path)) {
    const name = basename(entry.name);
    if (names.includes(name)) contents.set(name, await entry.bytes(largestFile));
  }
  return contents;
}

function checkLabels({ labels }: CifarBatch, { classCount, title }: CifarLayout, file: string): void {
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classCount);
  if (wrong !== undefined)
    throw new DataError(`${file} has the label ${wrong}, but ${title} has ${classCount} classes.`);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
