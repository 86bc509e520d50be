import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropEntry, findEntry, isEntryLocked, lockEntry, runningLogOf } from '@fcdd/artifacts';
import { attemptStage } from './attempt-stage.ts';
import type { StageEntry, StageOrigin } from './origin.ts';
import { noteCodeParts } from './code-parts.ts';
import { conclude } from './conclude.ts';
import { demandOf } from './demand.ts';
import { type Reason, reasonsToRun } from './reasons.ts';
import type { Outcome, Run, Work } from './run-state.ts';
import type { Demand, Slot } from './scheduler.ts';
import type { StageBuild } from './stage-build.ts';

/**
 * Runs the stage of a node when it is its turn. While another run holds the node's lock, it leaves its turn to others,
 * and then takes the outputs of that run.
 * @param damage the damage of outputs that are in the store
 * @returns undefined if the run is stopped before
 */
export async function executeNode(
  run: Run,
  work: Work,
  damage: string | undefined,
): Promise<Outcome | undefined> {
  const { fingerprint, prepared } = work;
  const { store } = run.session;
  const { id } = prepared.node;
  const demand = demandOf(prepared, run.graph.engine, run.options.limits);
  const { elsewhere } = run.executor;
  for (let waited = false; ; waited = true) {
    const slot = await run.scheduler.acquire(
      elsewhere ? ofNothingHere(demand) : demand,
      run.priorities.get(id)!,
    );
    if (!slot) return undefined;
    try {
      const lock = await lockEntry(store, fingerprint);
      try {
        if (lock) return await executeLocked(run, work, damage, elsewhere?.allot(demand) ?? slot);
      } finally {
        await lock?.release();
      }
    } finally {
      slot.release();
    }
    if (!waited) run.emit({ type: 'stage-waiting', id, fingerprint });
    while (!run.signal.aborted && (await isEntryLocked(store, fingerprint))) await sleep(200);
  }
}

/** Resources of a stage that other machines run: it only counts among the stages that run at once. */
function ofNothingHere(demand: Demand): Demand {
  return { ...demand, threads: 'one', memory: 0, gpus: 0 };
}

async function executeLocked(
  run: Run,
  work: Work,
  damage: string | undefined,
  { threads, gpus }: Pick<Slot, 'threads' | 'gpus'>,
): Promise<Outcome | undefined> {
  const { fingerprint, prepared } = work;
  const { store } = run.session;
  const rival = await findEntry<StageOrigin>(store, fingerprint);
  if (rival.state === 'present' && !run.forced.has(prepared.node.id)) {
    await conclude(run, work, rival.entry);
    run.emit({ type: 'stage-cached', id: prepared.node.id, fingerprint, shared: true });
    return { state: 'done', entry: rival.entry, cached: true };
  }
  if (rival.state === 'damaged') await dropEntry(run.session, fingerprint);
  // A job that an earlier run began continues, and so does its log.
  if (!run.executor.durable) await rm(runningLogOf(store, fingerprint), { force: true });
  const reasons = await reasonsOf(run, work, damage);
  await noteCode(run, prepared.build);
  return attemptAsOftenAsAllowed(run, work, { threads, gpus }, reasons);
}

async function reasonsOf(run: Run, work: Work, damage: string | undefined): Promise<Reason[]> {
  const { prepared, components } = work;
  const { id } = prepared.node;
  if (run.forced.has(id)) return [{ type: 'forced' }];
  const reasons = reasonsToRun(run.history.get(id)?.components, components, damage);
  return run.explainCode(reasons, prepared.build);
}

async function attemptAsOftenAsAllowed(
  run: Run,
  work: Work,
  allotment: Pick<Slot, 'threads' | 'gpus'>,
  reasons: Reason[],
): Promise<Outcome | undefined> {
  const { fingerprint, prepared } = work;
  const { id } = prepared.node;
  for (let attempt = 1; !run.signal.aborted; attempt++) {
    run.emit({ type: 'stage-started', id, fingerprint, ...allotment, attempt, reasons });
    const result = await attemptStage(run, work, allotment);
    if (result.state === 'done') return succeed(run, work, result.entry);
    if (run.signal.aborted) break;
    const retried = attempt <= (run.options.retries ?? 0);
    run.emit({ type: 'stage-failed', retried, ...result.failure });
    if (retried) continue;
    if (!run.options.keepGoing) run.scheduler.close();
    return result;
  }
  return undefined;
}

async function succeed(run: Run, work: Work, entry: StageEntry): Promise<Outcome> {
  const { fingerprint, prepared } = work;
  const { id } = prepared.node;
  run.computed.add(id);
  run.forced.delete(id);
  await conclude(run, work, entry);
  run.checks.set(fingerprint, Promise.resolve(true));
  run.emit({ type: 'stage-finished', id, fingerprint, duration: entry.origin.duration });
  return { state: 'done', entry, cached: false };
}

async function noteCode({ session, notedCode }: Run, build: StageBuild): Promise<void> {
  if (notedCode.has(build)) return;
  notedCode.add(build);
  await noteCodeParts(session.store, build);
}
