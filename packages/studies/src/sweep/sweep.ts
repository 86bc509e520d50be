import type { Halving, Pipeline } from '@fcdd/experiment';
import type { ResolvedExperiment } from '../experiment.ts';

/** An experiment with several variants, which are compared. */
export interface Sweep {
  /** Name of a figure in summary.json. */
  metric: string;
  halving: Halving | null;
  /** Paths of the values that vary. */
  parameters: string[];
  variants: SweepVariant[];
  /** Values from the experiment's files and overrides, without the sweep. */
  given: Record<string, unknown>;
}

export interface SweepVariant {
  /** Name such as `v01`. */
  name: string;
  /** Values of this variant, by path. */
  values: Record<string, unknown>;
  /** Digests of the user's files, by the path in the experiment that names them. */
  files: Record<string, string>;
  experiment: ResolvedExperiment;
  /** Names of the data set's classes. */
  classNames: string[];
  pipeline: Pipeline;
}

/** A choice of the best variants in the middle of training. */
export interface Rung {
  /** Number of epochs after which they were compared. */
  epochs: number;
  /** Variants whose trainings all succeeded, with their metric. */
  variants: VariantValue[];
  /** Names of the variants that continue, in the order of the sweep. */
  kept: string[];
}

export interface VariantValue {
  name: string;
  value: number;
}

export interface ComparedVariant extends VariantValue {
  /** Id of the node with the value. Variants share it while their trainings are the same. */
  summary: string;
}

/** Returns the variants that remain after some choices. */
export function livingVariants({ variants }: Sweep, rungs: Rung[]): SweepVariant[] {
  const last = rungs.at(-1);
  return last ? variants.filter(({ name }) => last.kept.includes(name)) : variants;
}

/** Returns the choice that eliminated a variant, if any. */
export function rungOfExit(name: string, rungs: Rung[]): Rung | undefined {
  return rungs.find(({ kept }) => !kept.includes(name));
}
