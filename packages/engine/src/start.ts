import { UserError } from '@fcdd/errors';
import type { EngineChoice } from '@fcdd/stage';
import { type Device, onnxRuntimeVersion, registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import type { Backend } from './catalogue.ts';
import { loadTensorFlow } from './tensorflow.ts';

export interface EngineOptions {
  /** Threads that a computation may keep busy. */
  threads: number;
}

export interface StartedEngine {
  /** Versions of the libraries that compute, by package name. */
  versions: Record<string, string>;
}

type Starter = (device: string, options: EngineOptions) => Promise<Record<string, string>>;

const starters: Record<Backend, Starter> = {
  onnxruntime: async (device, { threads }) => {
    registerOnnxRuntimeBackend({ device: device as Device, threads });
    return { 'onnxruntime-node': onnxRuntimeVersion };
  },
  tensorflow: loadTensorFlow,
  cpu: async () => ({}),
};

/**
 * Makes tfjs compute with the chosen backend in this process. The first call fixes the device and the number of
 * threads.
 *
 * @throws UserError if the backend's library is not installed, or its device does not compute
 */
export async function startEngine(choice: EngineChoice, options: EngineOptions): Promise<StartedEngine> {
  const { backend, device } = choice;
  const versions = await starters[backend](device, options);
  try {
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js refuses the backend ${backend}.`);
    tf.tidy(() => tf.scalar(1).add(1).dataSync());
  } catch (cause) {
    throw new UserError(`The backend ${backend} could not be started on the device '${device}'.`, {
      hint: '`fcdd doctor` lists the devices that work here.',
      cause,
    });
  }
  return { versions: { '@tensorflow/tfjs': tf.version['tfjs']!, ...versions } };
}
