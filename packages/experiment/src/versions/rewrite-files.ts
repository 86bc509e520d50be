import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@fcdd/errors';
import { type Texts, readLayers } from '../layers.ts';
import { type PlacedMap, entryAt, placeOfKey, plain, plainMap } from '../placed.ts';
import { ProblemsError } from '../problem.ts';
import type { Path } from '../words.ts';
import type { Edit, Versions } from './earlier-version.ts';
import { UneditableError, editText } from './edit-text.ts';
import { Migration } from './migration.ts';
import { moveThrough } from './moves.ts';
import { versionOf } from './version-of.ts';

/** An experiment file as a file of the current version. */
export interface RewrittenFile {
  file: string;
  /** Version that the file has. */
  from: number;
  /** The current version. */
  to: number;
  /** Text of the current version; that of the file if it is current. */
  text: string;
}

/**
 * Rewrites experiment files as files of the current version; nothing is written. Files that they extend stay as they are
 * unless they are among them.
 * @throws UserError if a file cannot be read or rewritten, or if an experiment would change
 */
export async function rewriteFiles(files: string[], versions: Versions): Promise<RewrittenFile[]> {
  const rewritten: RewrittenFile[] = [];
  for (const file of files) rewritten.push(await rewriteFile(file, versions));
  const texts = new Map(rewritten.map(({ file, text }) => [resolve(file), text]));
  for (const { file, text } of rewritten) {
    await checkMeaning(file, versions, new Map([[resolve(file), text]]));
    await checkMeaning(file, versions, texts);
  }
  return rewritten;
}

async function rewriteFile(file: string, versions: Versions): Promise<RewrittenFile> {
  const layers = await readLayers(file, versions);
  const layer = layers[0]!;
  const from = versionOf(layer, versions);
  const { source } = layer.place;
  const { version: to } = versions;
  if (from === to) return { file, from, to, text: source.text };
  const edits = editsFor(layers, versions);
  const refused = edits.flatMap((edit) => (edit.type === 'refuse' ? [edit] : []));
  if (refused.length)
    throw new ProblemsError(
      refused.map(({ path, message, hint }) => ({ place: placeOfKey(layer, path), message, hint })),
    );
  try {
    return { file, from, to, text: editText(source.text, edits) };
  } catch (error) {
    if (!(error instanceof UneditableError)) throw error;
    const message = `This cannot be rewritten: ${error.message}`;
    throw new ProblemsError([{ place: placeOfKey(layer, error.path), message, hint: 'Rewrite it by hand.' }]);
  }
}

/** Returns the edits of the first of these files. */
function editsFor(layers: PlacedMap[], versions: Versions): Edit[] {
  const layer = layers[0]!;
  const from = versionOf(layer, versions);
  const steps = (versions.earlier ?? []).filter(({ version }) => version >= from);
  const { values, edits } = moveThrough(layer, steps);
  const migration = new Migration(layers, [], versions);
  const { whole } = migration;
  const finishing = migration.finishingEdits(whole, layer.place.source);
  return [...edits, ...inherited(finishing, values, whole), ...finishing];
}

/** Writes out sections of extended files whose items are edited for a value in this file. */
function inherited(edits: Edit[], own: PlacedMap, whole: PlacedMap): Edit[] {
  const sections = edits.map(editedPath).filter((path) => path.some((part) => typeof part === 'number'));
  const missing = new Set(sections.map(([key]) => String(key)).filter((key) => !own.entries.has(key)));
  return [...missing].map((key) => ({ type: 'add', key, value: plain(entryAt(whole, [key])!.value) }));
}

function editedPath(edit: Edit): Path {
  if (edit.type === 'add') return [edit.key];
  return 'to' in edit ? edit.to : edit.path;
}

const hint = 'If aliases are the reason, write their values out. Otherwise rewrite the file by hand.';

async function checkMeaning(file: string, versions: Versions, texts: Texts): Promise<void> {
  const before = await valuesOf(file, versions);
  const after = await valuesOf(file, versions, texts).catch((error: unknown) => {
    if (!(error instanceof ProblemsError)) throw error;
    throw new UserError(`${file} cannot be rewritten: its aliases would have no anchors.`, { hint });
  });
  if (isDeepStrictEqual(before, after)) return;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name])).join(', ');
  throw new UserError(`${file} cannot be rewritten: its experiment would change (${changed}).`, { hint });
}

/** Returns the values of an experiment, current, before any check. */
async function valuesOf(file: string, versions: Versions, texts?: Texts): Promise<Record<string, unknown>> {
  const migration = new Migration(await readLayers(file, versions, texts), [], versions);
  return plainMap(migration.finished(migration.whole));
}
