import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError, printable } from '@fcdd/errors';
import { noteOwner, readOwner } from '@fcdd/runner';
import { canonicalJson } from '@fcdd/stage';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import type { ReadingContext } from './reading-context.ts';

/** The experiment that is about to show results: its file, and what the file says. */
export interface Claim {
  file: string;
  loaded: LoadedGraph;
  reading: ReadingContext;
}

/**
 * Notes that a results folder has the results of an experiment's file, so that no other experiment replaces them.
 * @param root folder of all results
 * @throws UserError where it has the results of another file that is still there
 */
export async function claimResults(root: string, claim: Claim): Promise<void> {
  const conflict = await resultsConflict(root, claim);
  if (conflict) throw conflict;
  const folder = resolve(root, claim.loaded.graph.experiment);
  const owner = { file: relative(folder, resolve(claim.file)), experiment: digestOf(claim.loaded) };
  if (!isDeepStrictEqual(owner, await readOwner(folder))) await noteOwner(folder, owner);
}

/** The error with which a run is refused because its results folder has those of another experiment. */
export async function resultsConflict(
  root: string,
  { file, loaded, reading }: Claim,
): Promise<UserError | undefined> {
  const name = loaded.graph.experiment;
  const folder = resolve(root, name);
  const owner = await readOwner(folder);
  if (!owner) return undefined;
  const other = resolve(folder, owner.file);
  if (other === resolve(file) || !existsSync(other)) return undefined;
  const digest = digestOf(loaded);
  if (owner.experiment === digest || (await currentDigestOf(other, reading)) === digest) return undefined;
  const [own, shown] = [file, relative('.', other)].map(printable);
  return new UserError(
    `${own} and ${shown} have the same name, '${name}': the results of one would replace those of the other.`,
    { hint: `Write a name of its own into ${own}, or use --set name=...` },
  );
}

/** The other file may have changed since it ran. Undefined where it is no experiment any more. */
async function currentDigestOf(file: string, reading: ReadingContext): Promise<string | undefined> {
  try {
    return digestOf(await loadGraph(file, [], { ...reading, onNote: undefined, onLongRead: undefined }));
  } catch {
    return undefined;
  }
}

/** Digest of the experiment without its baselines: with other baselines it has the same results, and more. */
function digestOf({ experiment, graph }: LoadedGraph): string {
  const { detectors, detector, hasBaselines: _, ...rest } = experiment;
  const own = { ...rest, detector, own: detectors[detector.label], name: graph.experiment };
  return createHash('sha256').update(canonicalJson(own)).digest('hex');
}
