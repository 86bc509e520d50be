import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Store, addNote, readNotes } from '@fcdd/artifacts';
import type { Reason } from './reasons.ts';
import type { StageBuild } from './stage-build.ts';

/** Source files and packages that the code of a stage consists of. */
interface CodeParts {
  /** Digests of source files, by path. */
  modules: Record<string, string>;
  /** Versions of packages, by name. */
  packages: Record<string, string>;
}

/** Notes the parts of a stage's code, so that later code can be compared with them. */
export async function noteCodeParts(store: Store, build: StageBuild): Promise<void> {
  const key = noteKey(build.manifest.code);
  if ((await readNotes(store, key)).length > 0) return;
  const parts = await partsOf(build);
  if (parts) await addNote(store, key, parts);
}

/**
 * Returns a function that adds to reasons which parts of a stage's code have changed, if that is known. It caches what it
 * has looked up.
 */
export function createCodeExplainer(
  store: Store,
): (reasons: Reason[], build: StageBuild) => Promise<Reason[]> {
  const known = new Map<string, Promise<string[]>>();
  const changes = (before: string, build: StageBuild): Promise<string[]> => {
    const key = `${before} ${build.manifest.code}`;
    const found = known.get(key) ?? changedParts(store, before, build);
    known.set(key, found);
    return found;
  };
  return async (reasons, build) => {
    if (!reasons.some(({ type }) => type === 'code')) return reasons;
    return Promise.all(
      reasons.map(async (reason) =>
        reason.type === 'code' ? { ...reason, parts: await changes(reason.before, build) } : reason,
      ),
    );
  };
}

async function changedParts(store: Store, before: string, build: StageBuild): Promise<string[]> {
  const old = (await readNotes<CodeParts>(store, noteKey(before))).at(-1);
  const present = await partsOf(build);
  if (!old || !present) return [];
  return [
    ...changedKeys(old.modules, present.modules).map((path) =>
      describeModule(path, old.modules, present.modules),
    ),
    ...changedKeys(old.packages, present.packages).map(
      (name) => `${name} ${old.packages[name] ?? 'absent'} -> ${present.packages[name] ?? 'absent'}`,
    ),
  ];
}

function changedKeys(before: Record<string, string>, after: Record<string, string>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]).sort();
}

function describeModule(path: string, before: Record<string, string>, after: Record<string, string>): string {
  if (before[path] === undefined) return `${path} (new)`;
  return after[path] === undefined ? `${path} (removed)` : path;
}

/** Undefined if the build does not list them. */
async function partsOf({ bundle }: StageBuild): Promise<CodeParts | undefined> {
  try {
    return JSON.parse(await readFile(join(dirname(bundle), 'modules.json'), 'utf8')) as CodeParts;
  } catch {
    return undefined;
  }
}

/** Keys of the notes on the parts of stages' code. @param codes digests of the code */
export function codePartsKeys(codes: Iterable<string>): string[] {
  return [...new Set(codes)].map(noteKey);
}

function noteKey(code: string): string {
  return `parts of the code ${code}`;
}
