import { UserError } from '@fcdd/errors';
import type { ClassSummary, DetectorSummary, Summary } from '@fcdd/records';
import type { DescribedExperiment } from './stage.ts';

/** All detectors of one objective of an experiment, as one of those that are compared. */
export interface Subject {
  /** Unique among them. */
  name: string;
  experiment: string;
  objective: string;
  dataSet: string;
  counts: DetectorSummary['counts'];
  classes: ClassSummary[];
}

/**
 * What is compared: experiments by their own detectors; a single experiment by objective, with its baselines.
 * @param summaries one an experiment
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
      hint: `Name a second experiment, or give it some: fcdd baselines`,
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
