import { type Store, findEntry } from '@fcdd/artifacts';
import type { StageGraph, StageNode } from '@fcdd/stage';
import pLimit from 'p-limit';
import { componentsOf, fingerprintOf } from './fingerprint.ts';
import { type NodeHistory, readHistory } from './history.ts';
import type { StageEntry, StageOrigin } from './origin.ts';
import { type PreparedNode, prepareGraph } from './prepare.ts';
import { type Reason, changesSince, reasonsToRun } from './reasons.ts';
import { type Selection, selectNodes } from './selection.ts';

/** What a run would do with a node. `maybe`: it needs stages that run, and their outputs may be what they were. */
export interface PlannedNode {
  node: StageNode;
  status: 'cached' | 'run' | 'maybe';
  /** Where it is known already. */
  fingerprint?: string;
  /** Empty where it is cached. */
  reasons: Reason[];
}

type Planned = PlannedNode & { entry?: StageEntry };

/**
 * Tells what a run would do, and why, without doing it.
 * @param stageFolders where the stages' packages are looked for
 */
export async function planGraph(
  graph: StageGraph,
  store: Store,
  stageFolders: string[],
  selection?: Selection,
): Promise<PlannedNode[]> {
  const { nodes, forced } = selectNodes(await prepareGraph(graph, stageFolders), selection);
  const history = await readHistory(store, graph.experiment);
  const limit = pLimit(16);
  const planned = new Map<string, Promise<Planned>>();
  const plan = async (prepared: PreparedNode): Promise<Planned> => {
    const needs = await Promise.all(prepared.needs.map((need) => planned.get(need.node.id)!));
    const missing = needs.filter((need) => !need.entry);
    const before = history.get(prepared.node.id);
    if (missing.length > 0) return planUnknown(prepared, missing, before);
    const entries = new Map(needs.map((need) => [need.node.id, need.entry!]));
    return limit(() => planKnown(prepared, entries, graph, store, before));
  };
  const planOrForce = async (prepared: PreparedNode): Promise<Planned> => {
    const found = await plan(prepared);
    return forced.has(prepared.node.id) ? forceToRun(found) : found;
  };
  for (const prepared of nodes) planned.set(prepared.node.id, planOrForce(prepared));
  const all = await Promise.all(planned.values());
  return all.map(({ entry: _entry, ...rest }) => rest);
}

function forceToRun({ node, fingerprint }: Planned): Planned {
  return { node, status: 'run', fingerprint, reasons: [{ type: 'forced' }] };
}

async function planKnown(
  prepared: PreparedNode,
  entries: ReadonlyMap<string, StageEntry>,
  graph: StageGraph,
  store: Store,
  before?: NodeHistory,
): Promise<Planned> {
  const { node } = prepared;
  const components = componentsOf(prepared, entries, graph.engine);
  const fingerprint = fingerprintOf(components);
  const lookup = await findEntry<StageOrigin>(store, fingerprint);
  if (lookup.state === 'present')
    return { node, status: 'cached', fingerprint, reasons: [], entry: lookup.entry };
  const damage = lookup.state === 'damaged' ? lookup.damage : undefined;
  return { node, status: 'run', fingerprint, reasons: reasonsToRun(before?.components, components, damage) };
}

function planUnknown(
  { node, parameters, build }: PreparedNode,
  missing: PlannedNode[],
  before?: NodeHistory,
): Planned {
  if (!before) return { node, status: 'run', reasons: [{ type: 'first' }] };
  const known = { parameters, code: build.manifest.code, engine: before.components.engine };
  const upstream = missing.map((need): Reason => ({ type: 'upstream', id: need.node.id }));
  return { node, status: 'maybe', reasons: [...changesSince(before.components, known), ...upstream] };
}
