import { netNamed, receptiveFieldOf } from '@fcdd/nets/catalogue';
import { ae } from '../ae/objective.ts';
import { createFcdd } from '../fcdd/objective.ts';
import { createHsc } from '../hsc/objective.ts';
import type { Objective } from '../objective.ts';

/** The objective of the detector that uses a net, with its defaults. */
export function objectiveFor(net: string): Objective {
  switch (netNamed(net).output) {
    case 'map':
      return createFcdd(receptiveFieldOf(net), null);
    case 'vector':
      return createHsc('grad');
    case 'image':
      return ae;
    case 'features':
      throw new Error(`No objective uses the net ${net}.`);
  }
}
