import { UserError } from '@fcdd/errors';
import type { ClassSummary, DetectorSummary, Summary } from '@fcdd/records';
import type { DescribedExperiment } from './stage.ts';

/** One side of a comparison: all detectors of one objective of an experiment. */
export interface Subject {
  /** Name, unique among the subjects. */
  name: string;
  experiment: string;
  objective: string;
  dataSet: string;
  counts: DetectorSummary['counts'];
  classes: ClassSummary[];
}

/**
 * Chooses what is compared: experiments by their own detectors, or the objectives of a single experiment.
 * @param summaries one for each experiment
 * @throws UserError where there is nothing to compare with
 */
export function subjectsOf(
  experiments: readonly DescribedExperiment[],
  summaries: readonly Summary[],
): Subject[] {
  if (experiments.length !== summaries.length)
    throw new Error(`There are ${experiments.length} experiments and ${summaries.length} summaries.`);
  if (experiments.length > 1)
    return experiments.map(({ name }, index) => subjectOf(name, name, summaries[index]!, summaries[index]!));
  const [{ name }, summary] = [experiments[0]!, summaries[0]!];
  if (summary.baselines.length === 0)
    throw new UserError(`There is nothing to compare '${name}' with: it has no baselines.`, {
      hint: `Name a second experiment, or add baselines: fcdd baselines`,
    });
  return [summary, ...summary.baselines].map((detectors) =>
    subjectOf(detectors.objective, name, summary, detectors),
  );
}

function subjectOf(
  name: string,
  experiment: string,
  { dataSet }: Summary,
  detectors: DetectorSummary,
): Subject {
  const { objective, counts, classes } = detectors;
  return { name, experiment, objective, dataSet, counts, classes };
}
