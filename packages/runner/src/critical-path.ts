import type { NodeHistory } from './history.ts';
import type { PreparedNode } from './prepare.ts';

/**
 * Seconds from the start of each node to the end of the longest chain of nodes that wait for it, by node id, as far as
 * earlier runs tell. Running the longest first ends the whole soonest.
 */
export function criticalPaths(
  nodes: PreparedNode[],
  history: ReadonlyMap<string, NodeHistory>,
): Map<string, number> {
  const expected = expectedDurations(nodes, history);
  const after = new Map<PreparedNode, number>();
  const paths = new Map<string, number>();
  for (const node of nodes.toReversed()) {
    const path = expected(node) + (after.get(node) ?? 0);
    paths.set(node.node.id, path);
    for (const need of node.needs) after.set(need, Math.max(after.get(need) ?? 0, path));
  }
  return paths;
}

/** The node's last duration; else the mean of its stage's; else one second. */
function expectedDurations(
  nodes: PreparedNode[],
  history: ReadonlyMap<string, NodeHistory>,
): (node: PreparedNode) => number {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { node } of nodes) {
    const known = history.get(node.id);
    if (!known) continue;
    const total = totals.get(node.stage) ?? { sum: 0, count: 0 };
    totals.set(node.stage, { sum: total.sum + known.duration, count: total.count + 1 });
  }
  return ({ node }) => {
    const total = totals.get(node.stage);
    return history.get(node.id)?.duration ?? (total ? total.sum / total.count : 1);
  };
}
