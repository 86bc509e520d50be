import { checkContents, dropEntry, findEntry, lockEntry } from '@fcdd/artifacts';
import { conclude } from './conclude.ts';
import { executeNode } from './execute-node.ts';
import { failureFrom } from './failure.ts';
import { componentsOf, fingerprintOf } from './fingerprint.ts';
import type { StageEntry, StageOrigin } from './origin.ts';
import type { PreparedNode } from './prepare.ts';
import type { Outcome, Run, Work } from './run-state.ts';

/** Brings a node up to date, once in a run: from the store, or by running its stage when its inputs are there. */
export function completeNode(run: Run, prepared: PreparedNode): Promise<Outcome> {
  const { id } = prepared.node;
  const known = run.outcomes.get(id);
  if (known) return known;
  const outcome = bringUpToDate(run, prepared).catch((error: unknown): Outcome => {
    const failure = failureFrom(id, error);
    run.emit({ type: 'stage-failed', retried: false, ...failure });
    if (!run.options.keepGoing) run.scheduler.close();
    return { state: 'failed', failure };
  });
  run.outcomes.set(id, outcome);
  return outcome;
}

async function bringUpToDate(run: Run, prepared: PreparedNode): Promise<Outcome> {
  for (;;) {
    const needs = await Promise.all(prepared.needs.map((need) => completeNode(run, need)));
    const lacking = needs.findIndex((need) => need.state !== 'done');
    if (lacking >= 0) return skip(run, prepared, `'${prepared.needs[lacking]!.node.id}' is missing`);
    const work = workOf(run, prepared, needs);
    const found = await run.scheduler.hold(() => run.lookups(() => lookUp(run, work)));
    if (found.state === 'cached') return { state: 'done', entry: found.entry, cached: true };
    if (found.state === 'unsound inputs') continue;
    return (await executeNode(run, work, found.damage)) ?? skip(run, prepared, 'the run was stopped');
  }
}

function workOf(run: Run, prepared: PreparedNode, needs: Outcome[]): Work {
  const inputs = new Map(
    needs.flatMap((need, index) =>
      need.state === 'done' ? [[prepared.needs[index]!.node.id, need.entry] as const] : [],
    ),
  );
  const components = componentsOf(prepared, inputs, run.graph.engine);
  return { prepared, inputs, components, fingerprint: fingerprintOf(components) };
}

type Found =
  { state: 'cached'; entry: StageEntry } | { state: 'unsound inputs' } | { state: 'to run'; damage?: string };

async function lookUp(run: Run, work: Work): Promise<Found> {
  const { fingerprint, prepared } = work;
  const lookup = await findEntry<StageOrigin>(run.session.store, fingerprint);
  if (lookup.state === 'present' && !run.forced.has(prepared.node.id)) {
    await conclude(run, work, lookup.entry);
    run.emit({ type: 'stage-cached', id: prepared.node.id, fingerprint, shared: false });
    return { state: 'cached', entry: lookup.entry };
  }
  const sound = await Promise.all(
    prepared.needs.map((need) => isSound(run, need, work.inputs.get(need.node.id)!)),
  );
  if (sound.includes(false)) return { state: 'unsound inputs' };
  return { state: 'to run', damage: lookup.state === 'damaged' ? lookup.damage : undefined };
}

/** Reads an entry wholly before it feeds a stage. A damaged one is removed and its node is to be completed anew. */
function isSound(run: Run, prepared: PreparedNode, entry: StageEntry): Promise<boolean> {
  const { fingerprint } = entry;
  const check = async (): Promise<boolean> => {
    const { store } = run.session;
    const damage = await checkContents(store, entry);
    if (damage === undefined) return true;
    const { id } = prepared.node;
    run.emit({ type: 'warning', message: `The outputs of '${id}' are damaged (${damage}); it runs again.` });
    const lock = await lockEntry(store, fingerprint);
    if (lock) await dropEntry(run.session, fingerprint);
    await lock?.release();
    run.checks.delete(fingerprint);
    run.outcomes.delete(id);
    return false;
  };
  const known = run.checks.get(fingerprint) ?? check();
  run.checks.set(fingerprint, known);
  return known;
}

function skip(run: Run, { node }: PreparedNode, because: string): Outcome {
  run.emit({ type: 'stage-skipped', id: node.id, because });
  return { state: 'skipped' };
}
