import type { Entry } from '@fcdd/artifacts';
import type { MatrixPoint, Provenance } from '@fcdd/stage';
import type { Components } from './fingerprint.ts';
import type { PreparedNode } from './prepare.ts';
import type { Run } from './run-state.ts';

/** How the outputs of a stage came about, as the store keeps it with them. */
export interface StageOrigin {
  /** Name of the experiment that first ran it. */
  experiment: string;
  /** Name of the stage in that experiment's pipeline. */
  stage: string;
  matrix: MatrixPoint;
  components: Components;
  /** ISO 8601. */
  startedAt: string;
  /** Seconds. */
  duration: number;
  threads: number;
  /** Versions by name. */
  versions: Record<string, string>;
}

export type StageEntry = Entry<StageOrigin>;

/** How all nodes that a node needs, directly or not, came about; in the order of the graph. */
export function provenanceOf(
  node: PreparedNode,
  { entries, computed }: Pick<Run, 'entries' | 'computed'>,
): Provenance[] {
  const found = new Set<PreparedNode>();
  const visit = (next: PreparedNode): void => {
    for (const need of next.needs) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(node);
  return [...found]
    .sort((a, b) => a.position - b.position)
    .map((need) => provenance(need, entries.get(need.node.id)!, !computed.has(need.node.id)));
}

function provenance(
  { node }: PreparedNode,
  { fingerprint, origin }: StageEntry,
  cached: boolean,
): Provenance {
  const { components, startedAt, duration, threads, versions } = origin;
  const { code, engine } = components;
  // The matrix is the node's: another experiment, or another point of the matrix, may have run it first.
  const { stage, matrix } = node;
  return { stage, matrix, fingerprint, code, engine, startedAt, duration, threads, cached, versions };
}
