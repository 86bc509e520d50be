import { isSyntheticSource, syntheticSources } from '@fcdd/anomalies/catalogue';
import { type GivenParameters, completeParameters, parameterMisfits } from '@fcdd/anomalies/noise-parameters';
import type { RuleProblem } from '@fcdd/experiment';
import type { Experiment } from '../experiment.ts';

/** What the schema cannot say of the parameters of generated anomalies. */
export function parameterProblems({ supervision: { mode, source, parameters } }: Experiment): RuleProblem[] {
  if (parameters === null) return [];
  const path = ['supervision', 'parameters'];
  if (source === null || !isSyntheticSource(source))
    return [
      {
        path,
        message: `Parameters are for generated anomalies (${Object.keys(syntheticSources).join(', ')}), not for ${source ?? `the mode ${mode}`}.`,
        hint: 'Write parameters: null.',
      },
    ];
  return parameterMisfits(completeParameters(source, parameters)).map((misfit) => ({
    path: [...path, ...misfit.path],
    message: `${[...path, ...misfit.path].join('.')} must ${misfit.demand}.`,
  }));
}

/** All parameters of a synthetic source, so that leaving one out and writing the original's is the same. */
export function resolveParameters({ source, parameters }: Experiment['supervision']): GivenParameters | null {
  return source !== null && isSyntheticSource(source) ? completeParameters(source, parameters) : null;
}
