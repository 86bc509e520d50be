import type { Net } from '@fcdd/nets';
import type { Detector } from '../detector.ts';
import type { Objective } from '../objective.ts';

/** The parts of a detector that scoring needs, made of a net and its objective. */
export function explainerOf(net: Net, objective: Objective): Pick<Detector, 'inputShape' | 'explain'> {
  return {
    inputShape: net.inputShape,
    explain: (images) => objective.explain((images) => net.forward(images, { training: false }), images),
  };
}
