import { type Store, openStore } from '@fcdd/artifacts';
import type { RunSummary } from '@fcdd/runner';
import { type ExitCode, exitCodes } from '../exit.ts';
import { chooseBest } from './choose-best.ts';
import { describeChoice, describeLoss, describeStep } from './describe.ts';
import { knownRungs } from './known-rungs.ts';
import { type SweepStep, nextStep } from './next-step.ts';
import { readValues } from './read-values.ts';
import type { ComparedVariant, Rung, Sweep } from './sweep.ts';

export interface SweepRun {
  /** Folder of the store. */
  store: string;
  /** Variants that fail drop out, and the others go on. */
  keepGoing?: boolean;
  /** Runs what a step says. */
  execute(step: SweepStep): Promise<RunSummary>;
  /** Tells the user what comes next and what has been chosen. */
  tell(message: string): void;
}

/**
 * Runs a sweep step by step, from where it is by what the store holds. Run again it makes the same choices: they follow
 * from figures in the store.
 */
export async function runSweep(sweep: Sweep, run: SweepRun): Promise<ExitCode> {
  const store = await openStore(run.store);
  const rungs = await knownRungs(sweep, store);
  for (const rung of rungs) run.tell(describeChoice(rung, sweep));
  const codes: ExitCode[] = [];
  for (const epochs of sweep.halving?.epochs.slice(rungs.length) ?? []) {
    const step = nextStep(sweep, rungs);
    const code = await runStep(step, rungs, sweep, run);
    codes.push(code);
    if (endsAll(code, run)) return code;
    const values = await valuesOf(step, sweep, run, store);
    if (values.length === 0) return exitCodes.failure;
    const rung = chooseBest(epochs, values, sweep.halving!.keep);
    run.tell(describeChoice(rung, sweep));
    rungs.push(rung);
  }
  codes.push(await finish(sweep, rungs, run, store));
  return codes.find((code) => code !== exitCodes.success) ?? exitCodes.success;
}

/** Runs the last step; where variants fail in it, the report is made of the others. */
async function finish(sweep: Sweep, rungs: Rung[], run: SweepRun, store: Store): Promise<ExitCode> {
  const step = nextStep(sweep, rungs);
  const code = await runStep(step, rungs, sweep, run);
  if (code === exitCodes.success || endsAll(code, run)) return code;
  const values = await valuesOf(step, sweep, run, store);
  const lost = missingOf(step, values);
  if (lost.length > 0 && values.length > 0) await runStep(nextStep(sweep, rungs, lost), rungs, sweep, run);
  return code;
}

async function runStep(step: SweepStep, rungs: Rung[], sweep: Sweep, run: SweepRun): Promise<ExitCode> {
  run.tell(describeStep(step, rungs, sweep));
  const { interrupted, failures } = await run.execute(step);
  if (interrupted) return exitCodes.interrupted;
  return failures.length > 0 ? exitCodes.failure : exitCodes.success;
}

function endsAll(code: ExitCode, { keepGoing }: SweepRun): boolean {
  return code === exitCodes.interrupted || (code === exitCodes.failure && !keepGoing);
}

/** The metric of the variants that got so far; who did not is told. */
async function valuesOf(
  step: SweepStep,
  { metric }: Sweep,
  { tell }: SweepRun,
  store: Store,
): Promise<ComparedVariant[]> {
  const values = await readValues(step, metric, store);
  const missing = missingOf(step, values);
  if (missing.length > 0) tell(describeLoss(missing));
  return values;
}

function missingOf({ living }: SweepStep, values: ComparedVariant[]): string[] {
  const names = new Set(values.map(({ name }) => name));
  return living.map(({ name }) => name).filter((name) => !names.has(name));
}
