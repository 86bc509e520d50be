import type { Store } from '@fcdd/artifacts';
import type { Outcome } from '../outcome.ts';
import { chooseBest } from './choose-best.ts';
import { knownRungs } from './known-rungs.ts';
import { type SweepStep, nextStep } from './next-step.ts';
import { readValues } from './read-values.ts';
import type { ComparedVariant, Rung, Sweep } from './sweep.ts';

export interface SweepRun {
  store: Store;
  /** Folders from which stage packages are looked up. */
  stageFolders: string[];
  /** Whether the sweep continues without variants that fail. */
  keepGoing?: boolean;
  /** Runs the stages of a step. */
  execute(step: Pick<SweepStep, 'graph' | 'targets'>): Promise<Outcome>;
  /** Called before each step, after each choice, and when variants drop out. */
  onEvent(event: SweepEvent): void;
}

/** An event of a sweep between the runs of its steps. */
export type SweepEvent =
  | { type: 'step'; step: SweepStep; rungs: Rung[] }
  | { type: 'choice'; rung: Rung }
  /** Names of variants whose stages have failed. */
  | { type: 'loss'; names: string[] };

/**
 * Runs a sweep step by step, from the step that the store has results for. A repeated run makes the same choices, since
 * they follow from figures in the store.
 */
export async function runSweep(sweep: Sweep, run: SweepRun): Promise<Outcome> {
  const rungs = await knownRungs(sweep, run.store, run.stageFolders);
  for (const rung of rungs) run.onEvent({ type: 'choice', rung });
  const outcomes: Outcome[] = [];
  for (const epochs of sweep.halving?.epochs.slice(rungs.length) ?? []) {
    const step = nextStep(sweep, rungs);
    const outcome = await runStep(step, rungs, run);
    outcomes.push(outcome);
    if (endsAll(outcome, run)) return outcome;
    const values = await valuesOf(step, sweep, run);
    if (values.length === 0) return 'failed';
    const rung = chooseBest(epochs, values, sweep.halving!.keep);
    run.onEvent({ type: 'choice', rung });
    rungs.push(rung);
  }
  outcomes.push(await finish(sweep, rungs, run));
  return outcomes.find((outcome) => outcome !== 'succeeded') ?? 'succeeded';
}

/** Runs the last step. If variants fail in it, the report is made from the others. */
async function finish(sweep: Sweep, rungs: Rung[], run: SweepRun): Promise<Outcome> {
  const step = nextStep(sweep, rungs);
  const outcome = await runStep(step, rungs, run);
  if (outcome === 'succeeded' || endsAll(outcome, run)) return outcome;
  const values = await valuesOf(step, sweep, run);
  const lost = missingOf(step, values);
  if (lost.length > 0 && values.length > 0) await runStep(nextStep(sweep, rungs, lost), rungs, run);
  return outcome;
}

async function runStep(step: SweepStep, rungs: Rung[], run: SweepRun): Promise<Outcome> {
  run.onEvent({ type: 'step', step, rungs: [...rungs] });
  return run.execute(step);
}

function endsAll(outcome: Outcome, { keepGoing }: SweepRun): boolean {
  return outcome === 'interrupted' || (outcome === 'failed' && !keepGoing);
}

/** Reads the metric of each variant that completed the step, and reports those that did not. */
async function valuesOf(
  step: SweepStep,
  { metric }: Sweep,
  { store, stageFolders, onEvent }: SweepRun,
): Promise<ComparedVariant[]> {
  const values = await readValues(step, metric, store, stageFolders);
  const missing = missingOf(step, values);
  if (missing.length > 0) onEvent({ type: 'loss', names: missing });
  return values;
}

function missingOf({ living }: SweepStep, values: ComparedVariant[]): string[] {
  const names = new Set(values.map(({ name }) => name));
  return living.map(({ name }) => name).filter((name) => !names.has(name));
}
