import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { type TrainingBatch, trainingTensors } from '@fcdd/fitting';
import type { Net } from '@fcdd/nets';
import type { Objective } from '../objective.ts';

/** Gradients by parameter name and the output as `output`, all in PyTorch's layout. */
export async function trainingGradients(
  net: Net,
  objective: Objective,
  batch: TrainingBatch,
): Promise<Record<string, Float32Array>> {
  const recorded = tf.tidy(() => {
    const samples = trainingTensors(batch, net);
    let output!: tf.Tensor;
    const { grads } = tf.variableGrads(
      () => {
        output = tf.keep(net.forward(samples.images, { training: true, random: createRandom('training') }));
        return tf.mean(objective.losses(output, samples));
      },
      net.trainable.map(({ variable }) => variable),
    );
    const named: Record<string, tf.Tensor> = { output: inPyTorchLayout(output, [0, 3, 1, 2]) };
    for (const { name, variable } of net.trainable) {
      const gradient = grads[variable.name];
      if (gradient) named[name] = inPyTorchLayout(gradient, [3, 2, 0, 1]);
    }
    return named;
  });
  const read = Object.entries(recorded).map(async ([name, tensor]) => [name, await tensor.data()]);
  const values = Object.fromEntries(await Promise.all(read)) as Record<string, Float32Array>;
  tf.dispose(recorded);
  return values;
}

export async function evaluatedOutput(net: Net, batch: TrainingBatch): Promise<Float32Array> {
  const output = tf.tidy(() => {
    const { images } = trainingTensors(batch, net);
    return inPyTorchLayout(net.forward(images, { training: false }), [0, 3, 1, 2]);
  });
  const values = (await output.data()) as Float32Array;
  output.dispose();
  return values;
}

/** Images and kernels have another order of axes; vectors and matrices have the same. */
function inPyTorchLayout(values: tf.Tensor, order: number[]): tf.Tensor {
  return values.rank === 4 ? tf.transpose(values, order) : values;
}
