import type { Store } from '@fcdd/artifacts';
import { type MatrixPoint, type StageGraph, canonicalJson } from '@fcdd/stage';
import { createCodeExplainer } from '../code-parts.ts';
import type { Components } from '../fingerprint.ts';
import { matchNodes } from '../node-names.ts';
import type { StageEntry } from '../origin.ts';
import { type Planned, type PlannedNode, planNodes } from '../plan.ts';
import { type Reason, changesSince } from '../reasons.ts';
import { type IndexedEntry, entryOf, indexEntries } from './entry-index.ts';
import { fileChanges } from './file-changes.ts';

/** Explanation why a node runs, or would run. */
export interface Explanation extends Omit<PlannedNode, 'costsLittle'> {
  /** The stored outputs of the same stage that differ least; `reasons` are the differences. */
  nearest?: NearestEntry;
}

export interface NearestEntry {
  fingerprint: string;
  /** Experiment that made it first. */
  experiment: string;
  matrix: MatrixPoint;
  /** ISO 8601. */
  createdAt: string;
}

/**
 * Compares nodes that are not in the store with the nearest entry of the same stage. It has the same point of the matrix,
 * if possible, and the fewest differences; of several, the newest is taken.
 * @param name of a stage or of some of its nodes
 * @param stageFolders where the stages' packages are looked for
 * @throws UserError where nothing has the name
 */
export async function explainNodes(
  graph: StageGraph,
  name: string,
  store: Store,
  stageFolders: string[],
): Promise<Explanation[]> {
  const planned = matchNodes(await planNodes(graph, store, stageFolders), name);
  if (planned.every(({ status }) => status === 'cached')) return planned.map(explanationOf);
  const index = await indexEntries(store);
  const explainCode = createCodeExplainer(store);
  const entries = createEntryReader(store, index);
  return Promise.all(
    planned.map(async (node) => {
      const found = node.status === 'cached' ? undefined : nearestTo(node, entries);
      if (!found) return explanationOf(node);
      const changes = found.changes.map((reason) => withFiles(reason, found.entry, node, entries));
      const upstream = node.reasons.filter(({ type }) => type === 'upstream');
      const reasons = [...(await explainCode(changes, node.prepared.build)), ...upstream];
      return { ...explanationOf(node), reasons, nearest: nearestOf(found.entry) };
    }),
  );
}

function explanationOf({ node, status, fingerprint, reasons }: Planned): Explanation {
  return { node, status, fingerprint, reasons };
}

function nearestOf({ fingerprint, createdAt, origin }: StageEntry): NearestEntry {
  return { fingerprint, createdAt, experiment: origin.experiment, matrix: origin.matrix };
}

interface EntryReader {
  ofStage(stage: string): StageEntry[];
  /** One whose files have this digest. */
  ofDigest(digest: string): StageEntry | undefined;
}

function createEntryReader(store: Store, index: IndexedEntry[]): EntryReader {
  const stages = new Map<string, StageEntry[]>();
  const ofStage = (stage: string): StageEntry[] => {
    const read = (): StageEntry[] =>
      index
        .filter((known) => known.stage === stage)
        .flatMap(({ fingerprint }) => entryOf(store, fingerprint) ?? []);
    const entries = stages.get(stage) ?? read();
    stages.set(stage, entries);
    return entries;
  };
  const ofDigest = (digest: string): StageEntry | undefined => {
    const known = index.find((entry) => entry.digest === digest);
    return known && entryOf(store, known.fingerprint);
  };
  return { ofStage, ofDigest };
}

interface Found {
  entry: StageEntry;
  changes: Reason[];
}

function nearestTo({ prepared, components }: Planned, entries: EntryReader): Found | undefined {
  const { build, node, parameters } = prepared;
  const all = entries.ofStage(build.manifest.name);
  const point = canonicalJson(node.matrix);
  const alike = all.filter(({ origin }) => canonicalJson(origin.matrix) === point);
  const found = (alike.length > 0 ? alike : all).map((entry): Found => {
    const before: Components = entry.origin.components;
    // Inputs that do not exist yet, and the stages that compute them, are not compared.
    const known = components ?? { parameters, code: build.manifest.code, engine: before.engine };
    return { entry, changes: changesSince(before, known) };
  });
  return found.reduce<Found | undefined>(
    (best, next) => (best && !isNearer(next, best) ? best : next),
    undefined,
  );
}

function isNearer(a: Found, b: Found): boolean {
  if (a.changes.length !== b.changes.length) return a.changes.length < b.changes.length;
  return a.entry.createdAt > b.entry.createdAt;
}

/** Adds to an input which of its files have changed, if its former files are still known. */
function withFiles(
  reason: Reason,
  nearest: StageEntry,
  { components }: Planned,
  entries: EntryReader,
): Reason {
  if (reason.type !== 'input' || reason.change !== 'content' || !components) return reason;
  const before = nearest.origin.components.inputs[reason.name] ?? [];
  const after = components.inputs[reason.name] ?? [];
  const files = after.flatMap(({ digest }, position) => {
    const old = entries.ofDigest(before[position]!.digest);
    const present = entries.ofDigest(digest);
    return old && present && old.digest !== present.digest ? fileChanges(old.files, present.files) : [];
  });
  return { ...reason, files };
}
