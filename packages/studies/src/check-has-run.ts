import type { Store } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { planGraph } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';

/** A reason to need the stages of an experiment's file. */
interface Needing {
  file: string;
  /** @param count of stages that have not run */
  messageFor(count: number): string;
}

/** @throws UserError where stages have not run, other than those that cost little: they are made again */
export async function checkHasRun(
  graph: StageGraph,
  store: Store,
  stageFolders: string[],
  { file, messageFor }: Needing,
): Promise<void> {
  const plan = await planGraph(graph, store, stageFolders);
  const missing = plan.filter(({ costsLittle, status }) => !costsLittle && status !== 'cached');
  if (missing.length > 0)
    throw new UserError(messageFor(missing.length), { hint: `Run them with: fcdd run ${file}` });
}
