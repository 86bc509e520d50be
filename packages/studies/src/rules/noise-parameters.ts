import { isSyntheticSource, syntheticSources } from '@fcdd/anomalies/catalogue';
import { type GivenParameters, completeParameters, parameterMisfits } from '@fcdd/anomalies/noise-parameters';
import type { RuleProblem } from '@fcdd/experiment';
import type { Experiment } from '../experiment.ts';

/** Checks the parameters of generated anomalies beyond what the schema can express. */
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

/** Returns all parameters of a synthetic source: an omitted one is the same as its default. */
export function resolveParameters({ source, parameters }: Experiment['supervision']): GivenParameters | null {
  return source !== null && isSyntheticSource(source) ? completeParameters(source, parameters) : null;
}
