import { readFileSync, readdirSync } from 'node:fs';
import type { TrainingBatch } from '@fcdd/fitting';
import { type Net, createNet } from '@fcdd/nets';
import { netNamed } from '@fcdd/nets/catalogue';
import { noise, noisyState } from '@fcdd/nets/testing/noise';
import { channelsLast } from './golden.ts';

/** Some elements of a tensor, as the original implementation computes them in double precision. */
export interface ExactValues {
  /** In PyTorch's layout. */
  shape: number[];
  absmax: number;
  /** Flat indices of the elements. */
  index: number[];
  value: number[];
  /** How far PyTorch's single precision is from the exact values, relative to the largest. */
  float32: number;
}

/** Values that the original implementation computes for a net, from the parameters and the batch of `noise`. */
export interface ExactNet {
  net: string;
  bias: boolean;
  /** Images of the batch. Their labels are 0, 1, 0, 1; autoencoders see nominal images alone. */
  count: number;
  optimizers: Record<'sgd' | 'adam', { learning_rate: number; weight_decay: number }>;
  /**
   * By name. `output` and `gradients.*` are those of the first step; `sgd.losses` and `adam.losses` those of three steps;
   * `after.*` is the state after three steps of SGD, which the others are computed with.
   */
  values: Record<string, ExactValues>;
}

const folder = new URL('../golden/exact/', import.meta.url);

export const exactNets = readdirSync(folder)
  .sort()
  .map((file): ExactNet => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

/** The values of a net whose names begin with a prefix, by the rest of their names. */
export function valuesUnder({ values }: ExactNet, prefix: string): [name: string, ExactValues][] {
  return Object.entries(values)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, exact]) => [name.slice(prefix.length), exact]);
}

/** The net that the exact values begin with. */
export async function startNet({ net: name, bias }: ExactNet): Promise<Net> {
  const net = createNet(name, { bias });
  const parameters = Object.fromEntries(net.trainable.map((parameter) => [parameter.name, parameter]));
  net.load({ ...(await net.state()), ...noisyState(parameters) });
  return net;
}

export function batchFor({ net, count }: ExactNet): TrainingBatch {
  const { inputShape, output } = netNamed(net);
  const [height, width, channels] = inputShape;
  return {
    images: channelsLast(noise([count, channels, height, width], 0, 1.7)),
    labels: Uint8Array.from({ length: count }, (_, i) => (output === 'image' ? 0 : i % 2)),
    count,
  };
}
