import type { LoadOptions } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import schema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import type { ResolvedExperiment } from './experiment.ts';
import { versions } from './versions/versions.ts';

/** How an experiment's file is read, whatever its rules are. */
export const experimentFile = {
  ...versions,
  schema: withParts(schema),
  names: ['dataset.classes'],
} satisfies Omit<LoadOptions<ResolvedExperiment>, 'rules'>;
