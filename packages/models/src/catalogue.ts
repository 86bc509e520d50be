import { UserError } from '@fcdd/errors';
import { type Layer, batchNorm, convolution, leakyRelu, maxPool } from './layers.ts';
import { type ReceptiveField, receptiveFieldAfter } from './receptive-field.ts';

export interface NetEntry {
  title: string;
  /** `fcdd`: fully convolutional, one output channel. */
  kind: 'fcdd';
  /** Height, width and channels of the images that it takes. */
  inputShape: [height: number, width: number, channels: number];
  layers: Layer[];
  /** Objectives that it can be trained with. */
  objectives: string[];
}

/** Every net by its name. A new net is one entry; all else about it follows from its layers. */
export const nets: Record<string, NetEntry> = {
  FCDD_CNN28: {
    title: 'Two convolutions of 8 and 16 channels, for 28x28 grey images',
    kind: 'fcdd',
    inputShape: [28, 28, 1],
    layers: twoConvolutions(8, 16),
    objectives: ['fcdd'],
  },
  FCDD_CNN28_W: {
    title: 'Two convolutions of 128 channels, for 28x28 grey images',
    kind: 'fcdd',
    inputShape: [28, 28, 1],
    layers: twoConvolutions(128, 128),
    objectives: ['fcdd'],
  },
};

/**
 * The net of this name, if it can be trained with this objective.
 * @throws UserError that says which nets can
 */
export function netFor(name: string, objective: string): NetEntry {
  const net = Object.hasOwn(nets, name) ? nets[name] : undefined;
  if (net?.objectives.includes(objective)) return net;
  const fitting = Object.keys(nets).filter((other) => nets[other]!.objectives.includes(objective));
  throw new UserError(
    net ? `${name} cannot be trained with the objective ${objective}.` : absenceOf(name, objective),
    {
      hint: `Nets for the objective ${objective}: ${fitting.join(', ') || 'none'}.`,
    },
  );
}

/** @throws UserError where there is no such net */
export function receptiveFieldOf(name: string): ReceptiveField {
  const { layers, inputShape } = netFor(name, 'fcdd');
  return receptiveFieldAfter(layers, inputShape[0]);
}

function twoConvolutions(first: number, second: number): Layer[] {
  return [
    convolution('conv1', first, 5, 2),
    batchNorm('bn2d1'),
    leakyRelu(),
    maxPool(2),
    convolution('conv2', second, 5, 2),
    maxPool(2),
    convolution('conv_final', 1, 1),
  ];
}

/** The names are those of the original implementation, whose other nets do not fit the objectives here. */
function absenceOf(name: string, objective: string): string {
  if (/^AE\d/.test(name))
    return `${name} is an autoencoder, which the objective ${objective} cannot train: it needs a fully convolutional net.`;
  if (/^CNN\d/.test(name))
    return `${name} ends in dense layers; the objective ${objective} needs a fully convolutional net.`;
  return `There is no net ${name}.`;
}
