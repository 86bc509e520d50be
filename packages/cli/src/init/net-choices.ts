import type { DataSetEntry } from '@fcdd/data-sets/catalogue';
import { isSameShape } from '@fcdd/images/shape';
import { nets, parameterCount } from '@fcdd/nets/catalogue';
import { shapeTakenBy } from '@fcdd/studies';
import { formatCount } from '../format.ts';

export interface NetChoice {
  name: string;
  title: string;
}

/** Lists nets for the objective fcdd that take a data set's images. Image files are scaled for the large nets. */
export function netChoices({ shape }: DataSetEntry): NetChoice[] {
  return Object.entries(nets)
    .filter(([, net]) => net.output === 'map')
    .filter(([, net]) => (shape ? isSameShape(shapeTakenBy(net), shape) : net.inputShape[0] === 224))
    .map(([name, { title, pretrained }]) => ({
      name,
      title: `${title}, ${formatCount(parameterCount(name, true))} parameters${pretrained ? ', pretrained' : ''}`,
    }));
}
