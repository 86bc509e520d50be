import { access } from 'node:fs/promises';
import { type Store, logFileOf, runningLogOf } from '@fcdd/artifacts';
import { readHistory } from './history.ts';
import type { RunStatus } from './status/run-status.ts';

/** File that a stage's log is written to. */
export interface StageLog {
  id: string;
  /** The log of a running stage grows. */
  state: 'running' | 'failed' | 'finished';
  file: string;
  /** Place of the log once the stage has finished. */
  finalFile: string;
}

/**
 * The logs of nodes of an experiment, where they have any.
 * @param ids of the nodes
 * @param run the present run, or the last one, if any is known
 * @param isLive the run has not ended
 */
export async function findLogs(
  store: Store,
  experiment: string,
  ids: string[],
  run?: RunStatus,
  isLive = false,
): Promise<StageLog[]> {
  const history = await readHistory(store, experiment);
  const running = new Map(isLive ? run?.running.map((node) => [node.id, node.fingerprint]) : []);
  const failed = new Map(run?.failures.map((node) => [node.id, node.fingerprint]));
  const logOf = async (id: string): Promise<StageLog | undefined> => {
    const state = running.has(id) ? 'running' : failed.has(id) ? 'failed' : 'finished';
    const fingerprint = running.get(id) ?? failed.get(id) ?? history.get(id)?.fingerprint;
    if (fingerprint === undefined) return undefined;
    const finalFile = logFileOf(store, { fingerprint });
    const file = state === 'finished' ? finalFile : runningLogOf(store, fingerprint);
    return state === 'running' || (await exists(file)) ? { id, state, file, finalFile } : undefined;
  };
  const found = await Promise.all(ids.map(logOf));
  return found.filter((log) => log !== undefined);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
