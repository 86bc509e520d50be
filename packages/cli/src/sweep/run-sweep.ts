import { openStore } from '@fcdd/artifacts';
import type { RunSummary } from '@fcdd/runner';
import { type ExitCode, exitCodes } from '../exit.ts';
import { chooseBest } from './choose-best.ts';
import { describeChoice, describeLoss, describeStep } from './describe.ts';
import { knownRungs } from './known-rungs.ts';
import { type SweepStep, nextStep } from './next-step.ts';
import { readValues } from './read-values.ts';
import type { Sweep } from './sweep.ts';

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
  let failed = false;
  let lost: string[] = [];
  for (;;) {
    const step = nextStep(sweep, rungs, lost);
    run.tell(describeStep(step, rungs, sweep));
    const { interrupted, failures } = await run.execute(step);
    if (interrupted) return exitCodes.interrupted;
    failed ||= failures.length > 0;
    if (failures.length > 0 && !run.keepGoing) return exitCodes.failure;
    if (step.isLast && failures.length === 0) return failed ? exitCodes.failure : exitCodes.success;

    const values = await readValues(step, sweep.metric, store);
    const missing = step.living
      .map(({ name }) => name)
      .filter((name) => !values.some((v) => v.name === name));
    if (missing.length > 0) run.tell(describeLoss(missing));
    const nothingIsLeft = values.length === 0;
    const reportFailed = step.isLast && missing.length === 0;
    if (nothingIsLeft || reportFailed) return exitCodes.failure;
    if (step.isLast) lost = [...lost, ...missing];
    else rungs.push(chooseBest(sweep.halving!.epochs[rungs.length]!, values, sweep.halving!.keep));
    if (!step.isLast) run.tell(describeChoice(rungs.at(-1)!, sweep));
  }
}
