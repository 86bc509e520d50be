import { UserError } from '@fcdd/errors';
import type { NetEntry } from './nets/net-entry.ts';
import { nets28 } from './nets/nets-28.ts';
import { nets32 } from './nets/nets-32.ts';
import { nets224 } from './nets/nets-224.ts';
import { netsVgg } from './nets/nets-vgg.ts';
import { parameterShapes } from './parameter-shapes.ts';
import { type ReceptiveField, receptiveFieldAfter } from './receptive-field.ts';

export type { NetEntry } from './nets/net-entry.ts';

/** Every net by its name. A new net is one entry; all else about it follows from its layers. */
export const nets: Record<string, NetEntry> = { ...nets28, ...nets32, ...nets224, ...netsVgg };

/** @throws UserError where there is no such net */
export function netNamed(name: string): NetEntry {
  if (Object.hasOwn(nets, name)) return nets[name]!;
  throw new UserError(`There is no net ${name}.`, { hint: `There is: ${Object.keys(nets).join(', ')}.` });
}

/**
 * The net of this name, if it can be trained with this objective.
 * @throws UserError that says which nets can
 */
export function netFor(name: string, objective: string): NetEntry {
  const net = Object.hasOwn(nets, name) ? nets[name] : undefined;
  if (net?.objectives.includes(objective)) return net;
  const fitting = Object.keys(nets).filter((other) => nets[other]!.objectives.includes(objective));
  const message = net
    ? `${name} cannot be trained with the objective ${objective}: it is ${kinds[net.kind]}.`
    : `There is no net ${name}.`;
  throw new UserError(message, {
    hint: `Nets for the objective ${objective}: ${fitting.join(', ') || 'none'}.`,
  });
}

/** @throws UserError where there is no such net, or it has dense layers, after which there are no fields */
export function receptiveFieldOf(name: string): ReceptiveField {
  const { layers, inputShape } = netFor(name, 'fcdd');
  return receptiveFieldAfter(layers, inputShape[0]);
}

/**
 * How many values a net learns; frozen ones count as well, running statistics do not.
 * @throws UserError where there is no such net
 */
export function parameterCount(name: string, bias: boolean): number {
  const { layers, inputShape } = netNamed(name);
  return parameterShapes(layers, inputShape, bias)
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
}

const kinds: Record<NetEntry['kind'], string> = {
  fcdd: 'a fully convolutional net',
  hypersphere: 'a net that ends in a dense layer',
  autoencoder: 'an autoencoder',
};
