import { rememberNode } from './history.ts';
import type { StageEntry } from './origin.ts';
import type { Run, Work } from './run-state.ts';

/** Notes and shows the outputs of a node. No stage fails because of trouble here. */
export async function conclude(
  run: Run,
  { prepared, components, fingerprint }: Work,
  entry: StageEntry,
): Promise<void> {
  const { node } = prepared;
  run.entries.set(node.id, entry);
  try {
    await run.results.show(entry, node);
    const state = { fingerprint, components, duration: entry.origin.duration };
    await rememberNode(run.session.store, run.graph.experiment, node.id, state, run.history.get(node.id));
  } catch (error) {
    run.troubles.push(error);
  }
}
