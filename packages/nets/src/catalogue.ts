import { UserError } from '@fcdd/errors';
import { efficientNets } from './nets/efficientnet.ts';
import type { NetEntry } from './nets/net-entry.ts';
import { nets28 } from './nets/nets-28.ts';
import { nets32 } from './nets/nets-32.ts';
import { nets224 } from './nets/nets-224.ts';
import { netsVgg } from './nets/nets-vgg.ts';
import { resNets } from './nets/resnet.ts';
import { parameterShapes } from './parameter-shapes.ts';
import { type ReceptiveField, lastReceptiveField } from './receptive-field.ts';

export type { NetEntry } from './nets/net-entry.ts';

/** Every net by its name. A new net is one entry; all else about it follows from its graph. */
export const nets: Record<string, NetEntry> = {
  ...nets28,
  ...nets32,
  ...nets224,
  ...netsVgg,
  ...resNets,
  ...efficientNets,
};

/** @throws UserError where there is no such net */
export function netNamed(name: string): NetEntry {
  if (Object.hasOwn(nets, name)) return nets[name]!;
  throw new UserError(`There is no net ${name}.`, { hint: `There is: ${Object.keys(nets).join(', ')}.` });
}

/**
 * The receptive field of a pixel of a net's output, or of the last image that it computes before its dense layers.
 * @throws UserError where there is no such net
 */
export function receptiveFieldOf(name: string): ReceptiveField {
  const { graph, inputShape } = netNamed(name);
  return lastReceptiveField(graph, inputShape[0]);
}

/**
 * The field that is the width of the Gaussian with which anomaly maps of a net are smoothed.
 * @throws UserError where there is no such net
 */
export function smoothingFieldOf(name: string): ReceptiveField {
  return receptiveFieldOf(netNamed(name).smoothedLike ?? name);
}

/**
 * How many values a net learns; frozen ones count as well, running statistics do not.
 * @throws UserError where there is no such net
 */
export function parameterCount(name: string, bias: boolean): number {
  const { graph, inputShape } = netNamed(name);
  return parameterShapes(graph, inputShape, bias)
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
}
