import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { netNamed } from './catalogue.ts';
import golden from './golden/graphs.json' with { type: 'json' };
import { type Net, netFrom } from './net.ts';
import type { NetEntry } from './nets/net-entry.ts';
import { backends, useBackend } from './testing/backends.ts';
import { noise, noisyState } from './testing/noise.ts';
import { testedGraphs } from './testing/tested-graphs.ts';

// torchvision, timm and PyTorch computed the features of these nets and smaller graphs in double precision.

type GoldenValues = Record<
  string,
  { shape: number[]; absmax: number; index: number[]; value: number[]; float32: number }
>;

/** Norms by parameter. */
type GoldenNorms = Record<string, { norm: number; float32: number }>;

const cases = Object.entries(golden.graphs).flatMap(([name, { size, evaluation, training, gradients }]) =>
  backends.map((backend) => ({ name, size, evaluation, training, gradients, backend })),
);
// tfjs's own backend takes most of a minute for a whole net.
const affordable = cases.filter(({ name, backend }) => backend !== 'cpu' || name in testedGraphs);

describe.each(affordable)(
  '$name on the backend $backend',
  ({ name, size, evaluation, training, gradients, backend }) => {
    beforeAll(() => useBackend(backend));

    const entry: NetEntry = {
      ...(testedGraphs[name]
        ? { title: name, output: 'features', graph: testedGraphs[name] }
        : netNamed(name)),
      inputShape: [size, size, 3],
    };

    it('has the exact features in evaluation', async () => {
      const net = await noisyNet(name, entry);
      const values = outputsOf(net, size, Object.keys(evaluation), { training: false });
      for (const [output, exact] of Object.entries(evaluation as GoldenValues))
        await expectExact(values[output]!, exact, 1e-4);
      net.dispose();
    });

    it('has the exact features in training', async () => {
      const net = await noisyNet(name, entry);
      const mode = { training: true, random: createRandom('training') } as const;
      const values = outputsOf(net, size, Object.keys(training), mode);
      for (const [output, exact] of Object.entries(training as GoldenValues))
        await expectExact(values[output]!, exact, Math.max(1e-4, 20 * exact.float32));
      net.dispose();
    });

    // tfjs has no gradient of dilated convolutions.
    it.skipIf(name === 'branches')('has gradients of the exact norms', async () => {
      const net = await noisyNet(name, entry);
      const { grads } = tf.variableGrads(
        () => tf.mean(tf.square(net.forward(noisyImages(size), { training: false }))),
        net.trainable.map(({ variable }) => variable),
      );
      for (const { name, variable } of net.trainable) {
        const { norm, float32 } = (gradients as GoldenNorms)[name]!;
        const [found] = await tf.norm(grads[variable.name]!).data();
        expect(Math.abs(found! / norm - 1), name).toBeLessThan(Math.max(1e-3, 20 * float32));
      }
      net.dispose();
    });
  },
);

async function noisyNet(name: string, entry: NetEntry): Promise<Net> {
  const net = netFrom(name, entry, { bias: true });
  net.load(noisyState(await net.state()));
  return net;
}

/** `output` is what the net gives without a name. */
function outputsOf(net: Net, size: number, names: string[], mode: Parameters<Net['forward']>[1]) {
  const images = noisyImages(size);
  const named = names.filter((name) => name !== 'output');
  return {
    ...net.outputs(images, named, mode),
    ...(named.length < names.length && { output: net.forward(images, mode) }),
  } as Record<string, tf.Tensor>;
}

function noisyImages(size: number): tf.Tensor4D {
  const { data } = noise([2, 3, size, size], 0, 1.7);
  return tf.transpose(tf.tensor4d(data, [2, 3, size, size]), [0, 2, 3, 1]);
}

async function expectExact(
  values: tf.Tensor,
  { shape, absmax, index, value }: GoldenValues[string],
  tolerance: number,
): Promise<void> {
  const inPyTorchLayout = values.rank === 4 ? tf.transpose(values, [0, 3, 1, 2]) : values;
  expect(inPyTorchLayout.shape).toEqual(shape);
  const found = await inPyTorchLayout.data();
  const errors = index.map((place, i) => Math.abs(found[place]! - value[i]!) / absmax);
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}
