import { UserError } from '@fcdd/errors';
import { type NetEntry, nets } from '@fcdd/nets/catalogue';

/** Properties of a net that a detector needs. */
export interface NetRequirement {
  output: NetEntry['output'];
}

/** Tells whether a detector can be made of a net. */
export function isNetFor(net: Pick<NetEntry, 'output'>, { fits }: { fits: NetRequirement }): boolean {
  return net.output === fits.output;
}

/** The names of the nets that a detector can be made of. */
export function netsFitting(detector: { fits: NetRequirement }): string[] {
  return Object.keys(nets).filter((name) => isNetFor(nets[name]!, detector));
}

/**
 * The net of this name, if the detector can be made of it.
 * @throws UserError that names the nets that fit
 */
export function netFitting(net: string, detector: { name: string; fits: NetRequirement }): NetEntry {
  const entry = Object.hasOwn(nets, net) ? nets[net]! : undefined;
  if (entry && isNetFor(entry, detector)) return entry;
  const message = entry
    ? `The detector ${detector.name} cannot use the net ${net}: it ${outputs[entry.output]}.`
    : `There is no net ${net}.`;
  const fitting = netsFitting(detector).join(', ') || 'none';
  throw new UserError(message, { hint: `Nets for the detector ${detector.name}: ${fitting}.` });
}

const outputs: Record<NetEntry['output'], string> = {
  map: 'is fully convolutional and gives a map',
  vector: 'ends in a dense layer and gives a vector',
  image: 'is an autoencoder and gives an image',
  features: 'gives the features of its stages',
};
