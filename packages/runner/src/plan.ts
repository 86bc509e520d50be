import { type Store, findEntry } from '@fcdd/artifacts';
import type { StageGraph, StageNode } from '@fcdd/stage';
import pLimit from 'p-limit';
import { createCodeExplainer } from './code-parts.ts';
import { effectiveParameters } from './effective-parameters.ts';
import { type Components, componentsOf, fingerprintOf } from './fingerprint.ts';
import { type NodeHistory, readHistory } from './history.ts';
import type { StageEntry, StageOrigin } from './origin.ts';
import { type PreparedNode, prepareGraph } from './prepare.ts';
import { type Reason, changesSince, reasonsToRun } from './reasons.ts';
import { type Selection, selectNodes } from './selection.ts';

/** A node and its next step in a run. `maybe`: stages before it run, and may write the same outputs as before. */
export interface PlannedNode {
  node: StageNode;
  status: 'cached' | 'run' | 'maybe';
  /** Its stage declares that it takes seconds. */
  costsLittle: boolean;
  /** Absent where it is not known yet. */
  fingerprint?: string;
  /** Empty where it is cached. */
  reasons: Reason[];
}

/** A planned node with what comparisons need. */
export interface Planned extends PlannedNode {
  prepared: PreparedNode;
  /** Present where all its inputs are in the store. */
  components?: Components;
  /** Present where it is cached. */
  entry?: StageEntry;
}

/**
 * Finds out what a run would do, and why, without doing it.
 * @param stageFolders where the stages' packages are looked for
 */
export async function planGraph(
  graph: StageGraph,
  store: Store,
  stageFolders: string[],
  selection?: Selection,
): Promise<PlannedNode[]> {
  const planned = await planNodes(graph, store, stageFolders, selection);
  return planned.map(({ prepared: _prepared, components: _components, entry: _entry, ...rest }) => rest);
}

export async function planNodes(
  graph: StageGraph,
  store: Store,
  stageFolders: string[],
  selection?: Selection,
): Promise<Planned[]> {
  const { nodes, forced } = selectNodes(await prepareGraph(graph, stageFolders), selection);
  const history = await readHistory(store, graph.experiment);
  const explainCode = createCodeExplainer(store);
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
    if (forced.has(prepared.node.id)) return forceToRun(found);
    return { ...found, reasons: await explainCode(found.reasons, prepared.build) };
  };
  for (const prepared of nodes) planned.set(prepared.node.id, planOrForce(prepared));
  return Promise.all(planned.values());
}

function forceToRun({ entry: _entry, ...planned }: Planned): Planned {
  return { ...planned, status: 'run', reasons: [{ type: 'forced' }] };
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
  const known = { node, prepared, components, fingerprint, costsLittle: costsLittle(prepared) };
  if (lookup.state === 'present') return { ...known, status: 'cached', reasons: [], entry: lookup.entry };
  const damage = lookup.state === 'damaged' ? lookup.damage : undefined;
  return { ...known, status: 'run', reasons: reasonsToRun(before?.components, components, damage) };
}

function planUnknown(prepared: PreparedNode, missing: PlannedNode[], before?: NodeHistory): Planned {
  const { node, parameters, build } = prepared;
  const always = { node, prepared, costsLittle: costsLittle(prepared) };
  if (!before) return { ...always, status: 'run', reasons: [{ type: 'first' }] };
  const effective = effectiveParameters(parameters, build.manifest.idleParameters);
  const known = { parameters: effective, code: build.manifest.code, engine: before.components.engine };
  const upstream = missing.map((need): Reason => ({ type: 'upstream', id: need.node.id }));
  return {
    ...always,
    status: 'maybe',
    reasons: [...changesSince(before.components, known), ...upstream],
  };
}

function costsLittle({ build }: PreparedNode): boolean {
  return build.manifest.costsLittle ?? false;
}
