import type { Store } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { planGraph } from '@fcdd/runner';
import type { StageGraph, StageNode } from '@fcdd/stage';

/** A reason to need the stages of an experiment's file. */
interface Needing {
  file: string;
  isMadeAgain(node: StageNode): boolean;
  /** @param count number of stages that have not run */
  messageFor(count: number): string;
}

/** @throws UserError if stages have not run, apart from cheap ones that are made again */
export async function checkHasRun(
  graph: StageGraph,
  store: Store,
  stageFolders: string[],
  { file, isMadeAgain, messageFor }: Needing,
): Promise<void> {
  const plan = await planGraph(graph, store, stageFolders);
  const missing = plan.filter(({ node, status }) => !isMadeAgain(node) && status !== 'cached');
  if (missing.length > 0)
    throw new UserError(messageFor(missing.length), { hint: `Run them with: fcdd run ${file}` });
}
