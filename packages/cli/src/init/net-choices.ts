import type { DataSetEntry } from '@fcdd/data-sets/catalogue';
import { isSameShape } from '@fcdd/images/shape';
import { nets, parameterCount } from '@fcdd/nets/catalogue';
import { shapeTakenBy } from '@fcdd/studies';
import { formatCount } from '../format.ts';

export interface NetChoice {
  name: string;
  title: string;
}

/** Nets for the objective fcdd that take the images of a data set; image files are scaled to what the large ones take. */
export function netChoices({ shape }: DataSetEntry): NetChoice[] {
  return Object.entries(nets)
    .filter(([, net]) => net.output === 'map')
    .filter(([, net]) => (shape ? isSameShape(shapeTakenBy(net), shape) : net.inputShape[0] === 224))
    .map(([name, { title, pretrained }]) => ({
      name,
      title: `${title}, ${formatCount(parameterCount(name, true))} parameters${pretrained ? ', pretrained' : ''}`,
    }));
}
