import type { Halving, Pipeline } from '@fcdd/experiment';
import type { ResolvedExperiment } from '../experiment.ts';

/** An experiment in several variants, which are compared. */
export interface Sweep {
  /** Of summary.json. */
  metric: string;
  halving: Halving | null;
  /** The paths that are swept. */
  parameters: string[];
  variants: SweepVariant[];
  /** What the experiment's files and overrides say, but for the sweep. */
  given: Record<string, unknown>;
}

export interface SweepVariant {
  /** Such as v01. */
  name: string;
  /** What is swept, by path. */
  values: Record<string, unknown>;
  /** Digests of the user's files, by the path in the experiment that names them. */
  files: Record<string, string>;
  experiment: ResolvedExperiment;
  /** Names of the data set's classes. */
  classNames: string[];
  pipeline: Pipeline;
}

/** A choice of the best variants on their way. */
export interface Rung {
  /** After which they were compared. */
  epochs: number;
  /** Those whose trainings all succeeded, with their metric. */
  variants: VariantValue[];
  /** Names of those that go on, in the order of the sweep. */
  kept: string[];
}

export interface VariantValue {
  name: string;
  value: number;
}

export interface ComparedVariant extends VariantValue {
  /** Id of the node that has the value: variants whose trainings are the same so far share it. */
  summary: string;
}

/** The variants that are left after some choices. */
export function livingVariants({ variants }: Sweep, rungs: Rung[]): SweepVariant[] {
  const last = rungs.at(-1);
  return last ? variants.filter(({ name }) => last.kept.includes(name)) : variants;
}

/** The choice in which a variant was left behind, if there was one. */
export function rungOfExit(name: string, rungs: Rung[]): Rung | undefined {
  return rungs.find(({ kept }) => !kept.includes(name));
}
