import { netFor, receptiveFieldOf } from '../catalogue.ts';
import { ae } from './ae.ts';
import { type ObjectiveName, objectiveNamed } from './catalogue.ts';
import { createFcdd } from './fcdd.ts';
import { type GradientKind, createHsc } from './hsc.ts';
import type { Objective } from './objective.ts';

export interface ObjectiveOptions {
  /** Name of the net that is trained or scored. */
  net: string;
  /** Of fcdd with ground-truth maps: standard deviation of the upsampling, in pixels; null: from the receptive field. */
  gaussStd?: number | null;
  /** Of hsc: what its anomaly maps show. */
  gradient?: GradientKind;
}

const creators: Record<ObjectiveName, (options: ObjectiveOptions) => Objective> = {
  fcdd: ({ net, gaussStd = null }) => createFcdd(receptiveFieldOf(net), gaussStd),
  hsc: ({ gradient = 'grad' }) => createHsc(gradient),
  ae: () => ae,
};

/** @throws UserError where there is no such objective or net, or the net cannot be trained with the objective */
export function createObjective(name: string, options: ObjectiveOptions): Objective {
  const create = creators[objectiveNamed(name)];
  netFor(options.net, name);
  return create(options);
}
