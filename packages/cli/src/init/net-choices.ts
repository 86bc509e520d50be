import type { DataSetEntry } from '@fcdd/data-sets/catalogue';
import { detectorNamed, netsFitting } from '@fcdd/detectors';
import { isSameShape } from '@fcdd/images/shape';
import { nets, parameterCount } from '@fcdd/nets/catalogue';
import { shapeTakenBy } from '@fcdd/studies';
import { formatCount } from '../format.ts';

export interface NetChoice {
  name: string;
  title: string;
}

/** Lists nets for the detector fcdd that take a data set's images. Image files are scaled for the large nets. */
export function netChoices({ shape }: DataSetEntry): NetChoice[] {
  return netsFitting(detectorNamed('fcdd'))
    .map((name) => [name, nets[name]!] as const)
    .filter(([, net]) => (shape ? isSameShape(shapeTakenBy(net), shape) : net.inputShape[0] === 224))
    .map(([name, { title, pretrained }]) => ({
      name,
      title: `${title}, ${formatCount(parameterCount(name, true))} parameters${pretrained ? ', pretrained' : ''}`,
    }));
}
