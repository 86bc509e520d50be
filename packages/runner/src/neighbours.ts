import type { PreparedNode } from './prepare.ts';

/** The nodes and all that they need, directly or not. */
export function neededBy(nodes: PreparedNode[]): Set<PreparedNode> {
  const found = new Set<PreparedNode>();
  const waiting = [...nodes];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...next.needs);
  }
  return found;
}

/**
 * The nodes and all that need them, directly or not.
 * @param all needs before what needs them
 */
export function dependentsOf(all: PreparedNode[], nodes: PreparedNode[]): Set<PreparedNode> {
  const found = new Set(nodes);
  for (const node of all) if (node.needs.some((need) => found.has(need))) found.add(node);
  return found;
}
