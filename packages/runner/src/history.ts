import { type Store, readNote, writeNote } from '@fcdd/artifacts';
import pLimit from 'p-limit';
import { type Components, fingerprintOf } from './fingerprint.ts';
import type { PreparedNode } from './prepare.ts';

/** What a node of an experiment was when it was last brought up to date. */
export interface NodeHistory {
  components: Components;
  /** Seconds that the stage ran. */
  duration: number;
}

/** What is known of earlier runs, by node id. */
export async function readHistory(
  store: Store,
  experiment: string,
  nodes: PreparedNode[],
): Promise<Map<string, NodeHistory>> {
  const limit = pLimit(32);
  const found = await Promise.all(
    nodes.map(({ node }) => limit(() => readNote<NodeHistory>(store, noteKey(experiment, node.id)))),
  );
  return new Map(
    nodes.flatMap(({ node }, index) => (found[index] ? [[node.id, found[index]] as const] : [])),
  );
}

/** Remembers a node's state, if it is not what was last remembered. */
export async function rememberNode(
  store: Store,
  experiment: string,
  id: string,
  { components, duration }: NodeHistory,
  before?: NodeHistory,
): Promise<void> {
  if (before && fingerprintOf(before.components) === fingerprintOf(components)) return;
  await writeNote(store, noteKey(experiment, id), { components, duration } satisfies NodeHistory);
}

function noteKey(experiment: string, id: string): string {
  return `last state of ${id} in ${experiment}`;
}
