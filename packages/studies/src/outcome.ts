import type { RunSummary } from '@fcdd/runner';

/** End of a run: all its stages succeeded, at least one failed, or somebody stopped it. */
export type Outcome = 'succeeded' | 'failed' | 'interrupted';

export function outcomeOf({ interrupted, failures }: RunSummary): Outcome {
  if (interrupted) return 'interrupted';
  return failures.length > 0 ? 'failed' : 'succeeded';
}
