import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UserError } from '@fcdd/errors';
import type { Place } from './place.ts';
import { type PlacedMap, plain } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { readMap } from './read-map.ts';
import type { Versions } from './versions/earlier-version.ts';
import { versionOf } from './versions/version-of.ts';
import { describeValue } from './words.ts';

/** Texts to read instead of files, by absolute path. */
export type Texts = ReadonlyMap<string, string>;

/**
 * Reads an experiment file, the file that it `extends`, and so on. The file itself comes first; `extends` is removed.
 * @param texts texts to read instead of files
 * @throws UserError if a file cannot be read or parsed, has an unknown version, or extends itself
 */
export async function readLayers(file: string, versions: Versions, texts?: Texts): Promise<PlacedMap[]> {
  const layers: PlacedMap[] = [];
  const chain: string[] = [];
  const seen = new Set<string>();
  let next: Base | undefined = { file };
  while (next) {
    const layer = await readLayer(next, texts);
    chain.push(next.file);
    const real = await realpath(next.file);
    if (seen.has(real)) throw cycle(chain, next.from!);
    seen.add(real);
    versionOf(layer, versions);
    next = baseOf(layer, next.file);
    layer.entries.delete('extends');
    layers.push(layer);
  }
  return layers;
}

/** A file to read, and the place in another file that asks for it, if any. */
interface Base {
  file: string;
  from?: Place;
}

async function readLayer({ file, from }: Base, texts?: Texts): Promise<PlacedMap> {
  try {
    return await readMap(file, texts?.get(resolve(file)));
  } catch (error) {
    if (!from || !(error instanceof UserError) || error instanceof ProblemsError) throw error;
    throw new ProblemsError([{ place: from, message: error.message, hint: error.hint }]);
  }
}

function baseOf(layer: PlacedMap, file: string): Base | undefined {
  const value = layer.entries.get('extends')?.value;
  if (!value) return undefined;
  const base = plain(value);
  if (typeof base === 'string') return { file: resolveBeside(file, base), from: value.place };
  const message = `extends must be the path of a file, not ${describeValue(base)}.`;
  throw new ProblemsError([{ place: value.place, message }]);
}

function resolveBeside(file: string, base: string): string {
  return isAbsolute(base) ? base : join(dirname(file), base);
}

function cycle(chain: string[], from: Place): ProblemsError {
  const message = `The file extends itself: ${chain.join(' -> ')}.`;
  return new ProblemsError([{ place: from, message, hint: 'Remove one of these extends.' }]);
}
