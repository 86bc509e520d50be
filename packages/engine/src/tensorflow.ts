import { createRequire } from 'node:module';
import { UserError } from '@fcdd/errors';
import * as tf from '@tensorflow/tfjs';
import { tensorFlowPackages } from './tensorflow-status.ts';

/**
 * Loads TensorFlow's native library, which registers the tfjs backend `tensorflow`. Returns its version by package
 * name.
 *
 * @throws UserError if the library or the device is missing
 */
export async function loadTensorFlow(
  device: string,
  { threads }: { threads: number },
): Promise<Record<string, string>> {
  // The library reads these variables once, when it is loaded.
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  if (device === 'cpu') process.env['CUDA_VISIBLE_DEVICES'] = '';
  const name = await importFirst(tensorFlowPackages);
  await tf.setBackend('tensorflow');
  if (device === 'cuda' && !(tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice)
    throw new UserError('TensorFlow finds no CUDA device.', {
      hint: "Check the driver with nvidia-smi, or choose the device 'cpu'.",
    });
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return { [name]: version };
}

async function importFirst(names: readonly string[]): Promise<string> {
  let cause: unknown;
  for (const name of names) {
    try {
      await import(name);
      return name;
    } catch (error) {
      cause ??= error;
    }
  }
  throw new UserError("The native library of the backend 'tensorflow' is not installed.", {
    hint: "Run `npm run setup:tensorflow`, or choose the backend 'onnxruntime', which needs nothing else.",
    cause,
  });
}
